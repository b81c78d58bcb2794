import { wordsOf } from './words.ts';

/** Words that carry a question but name nothing: "what are my KPIs?" asks for `kpis`. */
export const fillers: ReadonlySet<string> = new Set(
  wordsOf(`
    a an the and or but not no yes ok okay so too very also than then if as by of for to from in into on at with about
    i me my mine we us our you your he him his she her they them their it its this that these those there
    am is are was were be been being do does did have has had can could should would will might may must
    what whats which who whom whos how when where please
    show tell give list explain see say says ask get gets got make find need needs know want think let lets take use used
    any anything something some just really most more much many now right
    hi hello hey good morning evening thanks thank cheers bye help
  `),
);
