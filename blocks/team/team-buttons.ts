import type { Button } from '@slack/types';
import { button } from '../kit.ts';

/** The buttons and menus of a manager's team; `name:more` is routed by its name. */
export const teamActions = {
  /** Which of the team are shown. */
  filter: 'team.filter',
  page: 'team.page',
  /** One person's page, by the button's or the option's value. */
  person: 'team.person',
} as const;

export const oneToOneActions = {
  /** What to talk about with one person. */
  open: 'one-to-one.open',
  /** A form for a note about one person. */
  addNote: 'one-to-one.add-note',
} as const;

/** @param suffix tells several such buttons of one message apart */
export const openPersonButton = (personId: string, suffix = 'one'): Button =>
  button('Open', `${teamActions.person}:${suffix}`, personId);

export const oneToOneButton = (personId: string, suffix = 'one'): Button =>
  button('Prepare the one-to-one', `${oneToOneActions.open}:${suffix}`, personId);

export const addNoteButton = (personId: string, suffix = 'one'): Button =>
  button('Add a note', `${oneToOneActions.addNote}:${suffix}`, personId);
