import 'slack-blocks-to-jsx/dist/style.css';
import './styles/theme.css';
import './styles/layout.css';
import './styles/messages.css';
import './styles/blocks.css';
import './styles/tables.css';
import './styles/charts.css';
import './styles/controls.css';
import './styles/options.css';
import './styles/overlays.css';
import './styles/clock.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { systemClock } from '../../calendar/clock.ts';
import { App } from './app.tsx';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App machine={systemClock} />
    </StrictMode>,
  );
}
