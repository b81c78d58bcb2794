import type { Workspace } from './workspace.ts';

export interface Suggestion {
  key: string;
  name: string;
  detail: string;
  /** The whole text, and where the caret goes, once it is taken. */
  text: string;
  caret: number;
}

type Known = Pick<Workspace, 'app' | 'people'>;

/** What may be meant at the caret: the app's commands after a `/` at the very start, people after an `@`. */
export function suggest(text: string, caret: number, { app, people }: Known): Suggestion[] {
  const before = text.slice(0, caret);
  if (/^\/\S*$/.test(before)) {
    return app.commands
      .filter(({ command }) => command.startsWith(before) && command !== text)
      .map(({ command, description, usageHint }) => {
        const taken = `${command} `;
        const detail = [usageHint, description].filter(Boolean).join(' — ');
        return { key: command, name: command, detail, text: taken + text.slice(caret), caret: taken.length };
      });
  }
  const typed = /(?:^|\s)@([^@\n]{0,40})$/.exec(before)?.[1];
  if (typed === undefined) return [];
  const start = caret - typed.length;
  return people
    .filter(({ name, kind }) => kind !== 'deactivated' && beginsLike(name, typed))
    .map(({ id, name, title }) => {
      const taken = `${text.slice(0, start)}${name} `;
      return { key: id, name: `@${name}`, detail: title, text: taken + text.slice(caret), caret: taken.length };
    });
}

/** The name or one of its words begins as typed, whatever the case and accents. */
function beginsLike(name: string, typed: string): boolean {
  const [plainName, plainTyped] = [plain(name), plain(typed)];
  return plainName.startsWith(plainTyped) || plainName.split(' ').some((word) => word.startsWith(plainTyped));
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** How the command that is being typed goes on. */
export function usageOf(text: string, { app }: Known): string | null {
  const command = app.commands.find(({ command }) => text === command || text.startsWith(`${command} `));
  return command ? `${command.command} ${command.usageHint}` : null;
}
