import type { App } from '@slack/bolt';
import { commandName, type Message } from '../../blocks/kit.ts';
import { fromOlderVersion } from '../../blocks/problem.ts';
import type { Deps } from './deps.ts';
import { reportFailure } from './failure.ts';
import { readTyped } from './read-typed.ts';

/**
 * Slash commands. The answer goes in the acknowledgement: one round trip. Slack reports nothing back when it refuses
 * that, so it holds only blocks that every workspace has.
 */
export function listenToCommands(app: App, { guide, log }: Deps): void {
  app.command(/^/, async ({ ack, command }) => {
    const { text, blocks } = answer(command);
    await ack({ response_type: 'ephemeral', text, blocks });
  });

  function answer({
    command,
    text,
    team_id: workspace,
    user_id: person,
  }: {
    command: string;
    text: string;
    team_id: string;
    user_id: string;
  }): Message {
    try {
      return command === commandName ? guide.answer(readTyped(text)) : fromOlderVersion();
    } catch (error) {
      return reportFailure(log, error, { what: command, workspace, person });
    }
  }
}
