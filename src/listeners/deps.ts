import type { Logger } from '../log.ts';
import type { Guide } from './guide.ts';

/** What the listeners are given. */
export interface Deps {
  guide: Guide;
  log: Logger;
}
