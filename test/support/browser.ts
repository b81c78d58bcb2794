import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

const usualPlaces = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Undefined where there is none: then the browser tests are skipped, but in CI they fail. */
export const chromiumPath = usualPlaces.find((place) => place && existsSync(place));

export const mustHaveBrowser = process.env['CI'] === 'true';

/** A new browser with nothing remembered, which asks nothing of the network of its own accord. */
export function openBrowser(
  size: { width: number; height: number },
  colorScheme: 'light' | 'dark' = 'light',
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(mkdtempSync(path.join(tmpdir(), 'role-coach-browser-')), {
    ...(chromiumPath ? { executablePath: chromiumPath } : {}),
    viewport: size,
    colorScheme,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
