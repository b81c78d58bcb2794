import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { commandName, type Message } from '../../blocks/kit.ts';
import { fromOlderVersion } from '../../blocks/problem.ts';
import type { Asked } from './asked.ts';
import { type Deps, forRequest } from './deps.ts';
import { answerOrExplain, reportFailure } from './failure.ts';
import { findMistyped } from './mistyped-words.ts';
import { readTyped } from './read-typed.ts';
import { sendAnswer } from './say.ts';
import { findWord, type Word } from './words.ts';

/**
 * Slash commands. What the role says is in the acknowledgement: one round trip. Slack reports nothing back when it
 * refuses that, so it holds only blocks that every workspace has. All else is acknowledged first, and answered after.
 */
export function listenToCommands(app: App, deps: Deps): void {
  app.command(/^/, async ({ ack, command, client, respond }) => {
    const actor = { workspaceId: command.team_id, personId: command.user_id };
    const word = command.command === commandName ? wordIn(command.text) : undefined;
    if (!word) {
      const { text, blocks } = answerFromRole(command, actor);
      return ack({ response_type: 'ephemeral', text, blocks });
    }
    await ack();
    const asked: Asked = {
      actor,
      text: command.text,
      client,
      triggerId: command.trigger_id,
      answer: (message) => sendAnswer(respond, message),
    };
    await answerWord(asked, word, deps, client);
  });

  function wordIn(text: string): Word | undefined {
    return findWord(text) ?? findMistyped(text, deps.guide);
  }

  function answerFromRole({ command, text }: { command: string; text: string }, actor: Asked['actor']): Message {
    try {
      return command === commandName ? deps.guide.answer(readTyped(text)) : fromOlderVersion();
    } catch (error) {
      return reportFailure(deps.log, error, { what: command, workspace: actor.workspaceId, person: actor.personId });
    }
  }
}

/** Answers a word, or says why it cannot be. */
export async function answerWord(asked: Asked, { route, rest }: Word, deps: Deps, client: WebClient): Promise<void> {
  const { workspaceId: workspace, personId: person } = asked.actor;
  await answerOrExplain(
    deps.log,
    { what: 'command', workspace, person },
    {
      readerId: person,
      work: () => route(asked, rest, forRequest(deps)),
      refuse: (message) => asked.answer(message),
      // in a direct message: the trigger or the response_url may be what failed
      fail: (message) => deps.say(client, { channel: person }, message),
    },
  );
}
