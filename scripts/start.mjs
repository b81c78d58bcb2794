// `npm start`: builds what has changed, then runs the bot in this same process.
import './build.mjs';

await import('../dist/src/main.js');
