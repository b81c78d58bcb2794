import { z } from 'zod';
import type { DigestRow } from '../store/digests.ts';

/** The ids of those whom a manager leaves out. */
export const readMuted = (row: Pick<DigestRow, 'muted'> | undefined): string[] =>
  row ? z.array(z.string()).parse(JSON.parse(row.muted)) : [];
