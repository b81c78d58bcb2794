import { failure } from '../bot/link.ts';
import { commandForm } from '../bot/payloads.ts';
import type { Destination } from '../bot/response-urls.ts';
import { objectIn } from '../checks/json.ts';
import { SlackError, sentenceFor } from '../checks/slack-error.ts';
import type { Conversation, Person } from '../kept/world.ts';
import type { Pieces } from '../pieces.ts';
import { post } from '../posting/post.ts';
import { takeAnswer } from '../posting/take-answer.ts';
import type { PageAnswer } from '../protocol.ts';
import { done, problem, type RequestOf } from './answers.ts';
import type { TypedText } from './mentions.ts';

/** What a person wrote: a message, or a command when it starts with `/`. */
export async function sendTyped(
  pieces: Pieces,
  typed: TypedText,
  person: Person,
  { conversation: id, text: written }: RequestOf<'send'>,
): Promise<PageAnswer> {
  const conversation = pieces.world.conversations.get(id);
  if (!conversation?.members.has(person.id)) return problem('You are not in that conversation.');
  const text = written.trim();
  if (text === '') return problem('Write something first.');
  if (/^\/\S/.test(text)) return runCommand(pieces, typed, { person, conversation, text });
  if (conversation.kind === 'dm' && !pieces.manifest.takesMessages) {
    return problem('Sending messages to this app has been turned off.');
  }
  await post(pieces, {
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
  pieces: Pieces,
  typed: TypedText,
  { person, conversation, text }: { person: Person; conversation: Conversation; text: string },
): Promise<PageAnswer> {
  const [word = ''] = text.split(/\s/, 1);
  const known = pieces.manifest.commands.find(({ command }) => command === word.toLowerCase());
  if (!known) return problem(`${word} is not a valid command.`);
  const rest = text.slice(word.length).trim();
  const destination: Destination = { conversationId: conversation.id, personId: person.id, originalTs: null };
  const answer = await pieces.bot.sendForm(
    commandForm(pieces.world, {
      command: known.command,
      text: known.escapes ? typed.inCommand(rest) : rest,
      person,
      conversation,
      triggerId: pieces.triggers.issue(person.id),
      responseUrl: pieces.responseUrls.issue(destination),
    }),
  );
  if (answer.kind === 'failed') return problem(`${word} failed with the error "${failure(answer)}"`);
  const body = answer.isJson ? objectIn(answer.body) : { text: answer.body };
  if (answer.body.trim() !== '' && body) await showAnswer(pieces, destination, word, body);
  return done;
}

/** Slack drops an answer that it refuses, and the bot never learns of it; here the page says so. */
async function showAnswer(
  pieces: Pieces,
  destination: Destination,
  word: string,
  body: Record<string, unknown>,
): Promise<void> {
  try {
    await takeAnswer(pieces, destination, body);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    pieces.log.warn({ command: word, error: error.code, ...error.details }, 'the answer to a command was refused');
    pieces.pages.tell([destination.personId], {
      kind: 'notice',
      text: `Slack refused the answer to ${word}: ${sentenceFor(error)}`,
    });
  }
}
