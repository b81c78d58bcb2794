// The Slack CLI's `get-manifest` hook: its own one reads JSON only, so manifest.yml is printed as JSON here.
import { readFileSync } from 'node:fs';
import { getProtocol } from '@slack/cli-hooks/src/protocols.js';
import { load } from 'js-yaml';

const manifest = load(readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8'));
getProtocol(process.argv.slice(1)).respond(JSON.stringify(manifest));
