import type { Button, RichTextElement } from '@slack/types';
import { actions, lines, type Message, mention, phrase } from '../kit.ts';
import { asMessage } from '../pages.ts';
import { disownButton, releaseButton, reportingFormButton, shareButton } from './reporting-buttons.ts';
import { openPersonButton } from './team-buttons.ts';

export interface LineNews {
  personId: string;
  /** Undefined: nobody. */
  from: string | undefined;
  to: string | undefined;
  /** It is as it was before a plan that is taken back. */
  isBack: boolean;
  readerId: string;
}

/** That somebody reports to another now, to those whom it concerns. */
export function lineNews(news: LineNews): Message {
  const { text, buttons } = told(news);
  return asMessage([lines(...text), ...actions(buttons)]);
}

function told({ personId, from, to, isBack, readerId }: LineNews): { text: RichTextElement[]; buttons: Button[] } {
  if (readerId === to && isBack)
    return {
      text: phrase`${mention(personId)} reports to you here again: the plan with another manager was started by mistake, and is taken back. You see what you saw before.`,
      buttons: [openPersonButton(personId)],
    };
  if (readerId === to)
    return {
      text: phrase`${mention(personId)} reports to you here now. You see what they record from now on; what came before is theirs to share.`,
      buttons: [openPersonButton(personId), releaseButton(personId)],
    };
  if (readerId !== personId)
    return {
      text: phrase`${mention(personId)} no longer reports to you here${to === undefined ? '' : phrase`; ${mention(to)} is their manager now`}. I show you nothing more of theirs. What you noted for your one-to-ones stays yours.`,
      buttons: [],
    };
  const before = from === undefined ? [] : phrase` ${mention(from)} no longer sees what you record.`;
  if (to === undefined) return { text: phrase`For now nobody is named as your manager here.${before}`, buttons: [] };
  return {
    text: phrase`Your manager here is now ${mention(to)}, who sees what you record from now on.${before} What came before stays with you, unless you share it.`,
    buttons: [shareButton(to), disownButton(to)],
  };
}

export interface LineDoubt {
  personId: string;
  managerId: string;
  /** Either of them. */
  byId: string;
}

/** To an admin: that somebody's manager is none. */
export const lineDoubt = ({ personId, managerId, byId }: LineDoubt): Message =>
  asMessage([
    lines(
      ...(byId === personId
        ? phrase`${mention(personId)} says that ${mention(managerId)} is not their manager`
        : phrase`${mention(managerId)} says that ${mention(personId)} does not report to them`),
      ...phrase`. Nobody is now: say who it is, so that somebody knows how they are doing.`,
    ),
    ...actions([reportingFormButton('Choose a manager', personId)]),
  ]);
