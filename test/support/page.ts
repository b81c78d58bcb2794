import { z } from 'zod';
import type {
  PageAnswer,
  PageEvent,
  PageMessage,
  PageRequest,
  PageState,
  PageView,
  StateValues,
} from '../../src/local/protocol.ts';
import { type Fields, type FieldValue, filled, pressed } from './read-page.ts';

const pageAnswer = z.union([
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), problem: z.string() }),
  z.object({ ok: z.literal(false), errors: z.record(z.string(), z.string()) }),
]) satisfies z.ZodType<PageAnswer>;

type WithoutPerson<Request> = Request extends unknown ? Omit<Request, 'person'> : never;
type Doing = WithoutPerson<PageRequest>;

/** One person at the local workspace's page, without a browser: what they do, and what they come to see. */
export interface TestPage {
  state: PageState;
  /** Types into a conversation, by default the direct message with the bot, and waits until the server has taken it. */
  types(text: string, conversation?: string): Promise<PageAnswer>;
  does(request: Doing): Promise<PageAnswer>;
  /**
   * Presses a button, or chooses an option in a menu, by what it says; `of` is what stands beside it where several say
   * the same.
   */
  presses(on: PageMessage | PageView, label: string, of?: string): Promise<PageAnswer>;
  /** Presses the button that says `label`, made to carry something else: what no page of Slack's ever sends. */
  forges(on: PageMessage | PageView, label: string, value: string): Promise<PageAnswer>;
  /** Chooses something in a field of a form that tells of it at once; `state` is what the other fields hold. */
  chooses(view: PageView, label: string, value: FieldValue, state?: Fields): Promise<PageAnswer>;
  /** Submits the modal on top. */
  submits(view: PageView, state: StateValues): Promise<PageAnswer>;
  /** Types something that the bot answers there, and gives its answer. */
  asks(text: string, conversation?: string): Promise<PageMessage>;
  /** The next message of the bot that was not looked at yet, anywhere or in one conversation. */
  reply(conversation?: string): Promise<PageMessage>;
  /** The next stack of modals; the one on top is the last. */
  modals(): Promise<PageView[]>;
  /** The one on top, after the next change. */
  topModal(): Promise<PageView>;
  home(): Promise<PageView>;
  notice(): Promise<string>;
  channel: string;
  dm: string;
  close(): void;
}

export async function openPage(url: string, name: string): Promise<TestPage> {
  const person = await personCalled(url, name);
  const abort = new AbortController();
  const response = await fetch(`${url}/local/page/events?person=${person}`, { signal: abort.signal });
  if (!response.body) throw new Error('no events');
  const events = eventsOf(response.body);
  const first = await events.next('state');
  const { state } = first;
  const channel = state.conversations.find(({ kind }) => kind === 'channel')?.id ?? '';
  const dm = state.conversations.find(({ kind }) => kind === 'dm')?.id ?? '';

  const does = async (request: Doing): Promise<PageAnswer> => {
    const answer = await fetch(`${url}/local/page/requests`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ ...request, person }),
    });
    return pageAnswer.parse(await answer.json());
  };

  const types = (text: string, conversation = dm) => does({ kind: 'send', conversation, text });
  const reply = async (conversation?: string): Promise<PageMessage> => {
    const isMeant = ({ message }: EventOf<'message'>): boolean =>
      message.author.kind === 'bot' &&
      !isDigest(message) &&
      (conversation === undefined || message.conversation === conversation);
    return (await events.next('message', isMeant)).message;
  };

  const modals = async () => (await events.next('modals')).stack;

  return {
    state,
    types,
    reply,
    asks: async (text, conversation) => {
      const taken = await types(text, conversation);
      if (!taken.ok) throw new Error(`not taken: ${JSON.stringify(taken)}`);
      return reply(conversation); // a welcome, say, may come to the direct message meanwhile
    },
    channel,
    dm,
    does,
    presses: (on, label, of) =>
      does({ kind: 'action', source: sourceOf(on), state: {}, ...pressed(on.blocks, label, of) }),
    forges: (on, label, value) =>
      does({
        kind: 'action',
        source: sourceOf(on),
        state: {},
        ...pressed(on.blocks, label),
        element: { type: 'button', value },
      }),
    chooses: (view, label, value, fields = {}) => {
      const [[blockId, elements] = ['', {}]] = Object.entries(filled(view, { [label]: value }));
      const [[actionId, element] = ['', { type: '' }]] = Object.entries(elements);
      const state = filled(view, { ...fields, [label]: value });
      return does({ kind: 'action', source: sourceOf(view), blockId, actionId, element, state });
    },
    submits: (view, values) => does({ kind: 'submit', viewId: view.id, state: values }),
    modals,
    topModal: async () => {
      const top = (await modals()).at(-1);
      if (!top) throw new Error('no modal is open');
      return top;
    },
    home: async () => {
      for (;;) {
        const { view } = await events.next('home');
        if (view) return view;
      }
    },
    notice: async () => (await events.next('notice')).text,
    close: () => abort.abort(),
  };
}

/** It comes to every manager on Mondays by itself: whoever waits for an answer does not wait for that. */
export const isDigest = ({ text, ephemeral }: PageMessage): boolean =>
  !ephemeral && text.startsWith('Your team this week');

/** The id of the person whose name begins like this. */
async function personCalled(url: string, name: string): Promise<string> {
  const abort = new AbortController();
  const response = await fetch(`${url}/local/page/events`, { signal: abort.signal });
  if (!response.body) throw new Error('no events');
  const { state } = await eventsOf(response.body).next('state');
  abort.abort();
  const person = state.people.find((other) => other.name.startsWith(name));
  if (!person) throw new Error(`nobody is called ${name}`);
  return person.id;
}

type EventOf<Kind extends PageEvent['kind']> = Extract<PageEvent, { kind: Kind }>;

interface Events {
  /** The first event of this kind that was not taken yet and is meant, as soon as it is there. */
  next<Kind extends PageEvent['kind']>(kind: Kind, isMeant?: (event: EventOf<Kind>) => boolean): Promise<EventOf<Kind>>;
}

function eventsOf(body: ReadableStream<Uint8Array>): Events {
  const seen: PageEvent[] = [];
  const waiting = new Set<() => void>();
  void read();
  return {
    next: (kind, isMeant = () => true) =>
      new Promise((resolve) => {
        const take = (): void => {
          const index = seen.findIndex((event) => isKind(event, kind) && isMeant(event));
          const event = index < 0 ? undefined : seen.splice(index, 1)[0];
          if (!event || !isKind(event, kind)) return;
          waiting.delete(take);
          resolve(event);
        };
        waiting.add(take);
        take();
      }),
  };

  async function read(): Promise<void> {
    let text = '';
    try {
      for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const parts = text.split('\n\n');
        text = parts.pop() ?? '';
        seen.push(
          ...parts.flatMap((part): PageEvent[] => {
            const [, data] = /^data: (.*)$/m.exec(part) ?? [];
            return data === undefined ? [] : [JSON.parse(data)];
          }),
        );
        for (const take of [...waiting]) take();
      }
    } catch {
      // the page was closed
    }
  }
}

function isKind<Kind extends PageEvent['kind']>(event: PageEvent, kind: Kind): event is EventOf<Kind> {
  return event.kind === kind;
}

const sourceOf = (on: PageMessage | PageView) =>
  'ts' in on
    ? { kind: 'message' as const, conversation: on.conversation, ts: on.ts }
    : { kind: 'view' as const, viewId: on.id };
