import type { RichTextElement } from '@slack/types';
import type { ImportTrouble } from '../../src/kpis/import-trouble.ts';
import { clipped, code, lines, type Message, phrase } from '../kit.ts';
import { asMessage } from '../pages.ts';

/** Why a file cannot be imported, and what to share instead. */
export const importTrouble = (trouble: ImportTrouble): Message => asMessage([lines(...sentence(trouble))]);

const example = code('date,kpi,value');

function sentence(trouble: ImportTrouble): RichTextElement[] {
  switch (trouble.kind) {
    case 'not-csv':
      return phrase`"${clipped(trouble.name, 80)}" is no CSV file, and these are what I read. Save your table as CSV, with ${example} as its first row, and share it here again.`;
    case 'too-large':
      return phrase`That file is larger than 1 MB. Split it by time, and share the parts one after the other.`;
    case 'not-utf8':
      return phrase`That file is not in UTF-8. In your spreadsheet, save it as "CSV UTF-8" and share it here again.`;
    case 'not-theirs':
      return phrase`That file was uploaded by somebody else, and readings are imported by whoever they are of. Upload a copy of your own here.`;
    case 'gone':
      return phrase`That file is no longer there. Share it here again, and I read it anew.`;
    case 'not-allowed':
      return phrase`I may not read files in this workspace yet. Ask a workspace admin to install me again, with the permission ${code('files:read')}.`;
    case 'unreachable':
      return phrase`I could not fetch that file from Slack just now. Nothing was stored; try again in a minute.`;
    case 'no-rows':
      return phrase`There is no row in that file below its first one. Put ${example} in the first row and a reading in each one below it.`;
    case 'open-quote':
      return phrase`A quotation mark in line ${String(trouble.line)} has no partner, so I cannot tell where its cell ends. Mend that line, and share the file again.`;
    case 'no-column':
      return phrase`I find no column for ${missing[trouble.column]}. Name them in the first row: ${example}, or ${code('date')} and then a column for each KPI.`;
    case 'too-many':
      return phrase`There are more than ${trouble.most.toLocaleString('en-US')} readings in that file. Split it by time, and share the parts one after the other.`;
  }
}

const missing = { date: 'the day', kpi: 'the KPI', value: 'the value' } as const;
