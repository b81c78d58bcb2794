import { takeAnswer } from './answers.ts';
import type { TypedText } from './mentions.ts';
import { objectIn } from './message-content.ts';
import { done, failure, problem, type RequestOf } from './page-answers.ts';
import type { Parts } from './parts.ts';
import { commandForm } from './payloads.ts';
import { post } from './posting.ts';
import type { PageAnswer } from './protocol.ts';
import type { Target } from './response-urls.ts';
import { SlackError, sentenceFor } from './slack-error.ts';
import type { Conversation, Person } from './world.ts';

/** What a person wrote: a message, or a command when it starts with `/`. */
export async function sendTyped(
  parts: Parts,
  typed: TypedText,
  person: Person,
  { conversation: id, text: written }: RequestOf<'send'>,
): Promise<PageAnswer> {
  const conversation = parts.world.conversations.get(id);
  if (!conversation?.members.has(person.id)) return problem('You are not in that conversation.');
  const text = written.trim();
  if (text === '') return problem('Write something first.');
  if (/^\/\S/.test(text)) return runCommand(parts, typed, { person, conversation, text });
  if (conversation.kind === 'dm' && !parts.manifest.takesMessages) {
    return problem('Sending messages to this app has been turned off.');
  }
  await post(parts, {
    conversationId: id,
    threadTs: null,
    authorId: person.id,
    text: typed.inMessage(text),
    blocks: [],
    metadata: null,
    ephemeralTo: null,
  });
  return done;
}

async function runCommand(
  parts: Parts,
  typed: TypedText,
  { person, conversation, text }: { person: Person; conversation: Conversation; text: string },
): Promise<PageAnswer> {
  const [word = ''] = text.split(/\s/, 1);
  const known = parts.manifest.commands.find(({ command }) => command === word.toLowerCase());
  if (!known) return problem(`${word} is not a valid command.`);
  const rest = text.slice(word.length).trim();
  const target: Target = { conversationId: conversation.id, personId: person.id, originalTs: null };
  const answer = await parts.bot.sendForm(
    commandForm(parts.world, {
      command: known.command,
      text: known.escapes ? typed.inCommand(rest) : rest,
      person,
      conversation,
      triggerId: parts.triggers.issue(person.id),
      responseUrl: parts.responseUrls.issue(target),
    }),
  );
  if (answer.kind === 'failed') return problem(`${word} failed with the error "${failure(answer)}"`);
  const body = answer.isJson ? objectIn(answer.body) : { text: answer.body };
  if (answer.body.trim() !== '' && body) await showAnswer(parts, target, word, body);
  return done;
}

/** Slack drops an answer that it refuses, and the bot never learns of it; here the page says so. */
async function showAnswer(parts: Parts, target: Target, word: string, body: Record<string, unknown>): Promise<void> {
  try {
    await takeAnswer(parts, target, body);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    parts.log.warn({ command: word, error: error.code, ...error.details }, 'the answer to a command was refused');
    parts.pages.tell([target.personId], {
      kind: 'notice',
      text: `Slack refused the answer to ${word}: ${sentenceFor(error)}`,
    });
  }
}
