/** One thing that Slack would refuse, in its own words, and where it stands. */
export interface Problem {
  /** A JSON pointer, `/blocks/0/text/text`. */
  pointer: string;
  problem: string;
}

export type Report = (pointer: string, problem: string) => void;
export type Rule = (value: unknown, pointer: string, report: Report) => void;

interface Field {
  rule: Rule;
  required: boolean;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const required = (rule: Rule): Field => ({ rule, required: true });
export const optional = (rule: Rule): Field => ({ rule, required: false });

/** Runs a rule and gives what it found. */
export function problemsOf(rule: Rule, value: unknown, pointer: string): Problem[] {
  const problems: Problem[] = [];
  rule(value, pointer, (at, problem) => problems.push({ pointer: at, problem }));
  return problems;
}

/** An object with these fields and no others; `type` always may stand. The rules in `also` look at it as a whole. */
export function object(fields: Record<string, Field>, ...also: Rule[]): Rule {
  const known = new Map(Object.entries(fields));
  const needed = [...known].flatMap(([name, field]) => (field.required ? [name] : []));
  return (value, pointer, report) => {
    if (!isRecord(value)) return report(pointer, 'must provide an object');
    for (const name of needed) {
      if (value[name] === undefined || value[name] === null) report(pointer, `missing required field: ${name}`);
    }
    for (const [name, inner] of Object.entries(value)) {
      if (name === 'type' || inner === undefined || inner === null) continue;
      const field = known.get(name);
      if (field) field.rule(inner, `${pointer}/${name}`, report);
      else report(pointer, `invalid additional property: ${name}`);
    }
    for (const rule of also) rule(value, pointer, report);
  };
}

/** An object whose `type` says which rule it must keep. */
export function oneOfTypes(rules: Record<string, Rule>): Rule {
  const known = new Map(Object.entries(rules));
  return (value, pointer, report) => {
    if (!isRecord(value)) return report(pointer, 'must provide an object');
    const { type } = value;
    if (typeof type !== 'string') return report(pointer, 'missing required field: type');
    const rule = known.get(type);
    if (!rule) return report(`${pointer}/type`, `unsupported type: ${type}`);
    rule(value, pointer, report);
  };
}

export function list(rule: Rule, { min = 0, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number }): Rule {
  return (value, pointer, report) => {
    if (!Array.isArray(value)) return report(pointer, 'must provide an array');
    if (value.length < min) report(pointer, `no fewer than ${min} items allowed`);
    if (value.length > max) report(pointer, `no more than ${max} items allowed`);
    for (const [index, item] of value.entries()) rule(item, `${pointer}/${index}`, report);
  };
}

/** Lengths count code points: an emoji is one or a few, not twice as many. */
export function string({ min = 0, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number } = {}): Rule {
  return (value, pointer, report) => {
    if (typeof value !== 'string') return report(pointer, 'must provide a string');
    if (value.length < min) report(pointer, `must be more than ${min - 1} characters`);
    if (isLongerThan(value, max)) report(pointer, `must be less than ${max + 1} characters`);
  };
}

export function isLongerThan(text: string, max: number): boolean {
  return text.length > max && codePoints(text) > max;
}

export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

export function matching(pattern: RegExp, problem: string): Rule {
  return (value, pointer, report) => {
    if (typeof value !== 'string' || !pattern.test(value)) report(pointer, problem);
  };
}

export function oneOf(...values: (string | number)[]): Rule {
  return (value, pointer, report) => {
    const isKnown = (typeof value === 'string' || typeof value === 'number') && values.includes(value);
    if (!isKnown) report(pointer, `must be one of: ${values.join(', ')}`);
  };
}

export function number({ min, max }: { min?: number; max?: number } = {}): Rule {
  return (value, pointer, report) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return report(pointer, 'must provide a number');
    if (min !== undefined && value < min) report(pointer, `must be at least ${min}`);
    if (max !== undefined && value > max) report(pointer, `must be at most ${max}`);
  };
}

export function integer(bounds: { min?: number; max?: number } = {}): Rule {
  return all(number(bounds), (value, pointer, report) => {
    if (typeof value === 'number' && !Number.isInteger(value)) report(pointer, 'must provide an integer');
  });
}

export const flag: Rule = (value, pointer, report) => {
  if (typeof value !== 'boolean') report(pointer, 'must provide a boolean');
};

export const anything: Rule = () => {};

export function all(...rules: Rule[]): Rule {
  return (value, pointer, report) => {
    for (const rule of rules) rule(value, pointer, report);
  };
}

/** For a whole object: at least one of these fields must be there. */
export function anyOf(...names: string[]): Rule {
  return (value, pointer, report) => {
    if (isRecord(value) && !names.some((name) => value[name] !== undefined && value[name] !== null)) {
      report(pointer, `must have at least one of: ${names.join(', ')}`);
    }
  };
}

/** For a whole object: exactly one of these fields must be there. */
export function exactlyOneOf(...names: string[]): Rule {
  return (value, pointer, report) => {
    if (!isRecord(value)) return;
    const given = names.filter((name) => value[name] !== undefined && value[name] !== null);
    if (given.length !== 1) report(pointer, `must have exactly one of: ${names.join(', ')}`);
  };
}
