import { readFileSync } from 'node:fs';
import { load, YAMLException } from 'js-yaml';
import type { z } from 'zod';
import { checkRole, type Mistake } from './check-role.ts';
import { type Outline, outlineOf } from './outline.ts';
import { roleSchema } from './schema.ts';

export interface LoadedRole {
  id: string;
  title: string;
  outline: Outline;
}

/** A role file that cannot be used. Its message names the file, and for each mistake its path and what was expected. */
export class RoleFileError extends Error {
  override name = 'RoleFileError';
}

/**
 * Reads and checks a role file.
 * @throws {RoleFileError} the file is not there, is no YAML, or is no role
 */
export function loadRole(file: string): LoadedRole {
  return parseRole(readRoleFile(file), file);
}

/** @throws {RoleFileError} `source` is no YAML, or no role */
export function parseRole(source: string, file: string): LoadedRole {
  const content = readYaml(source, file);
  const parsed = roleSchema.safeParse(content, { error: explainIssue });
  if (!parsed.success) {
    const mistakes = parsed.error.issues.map(({ path, message }) => ({ path, expected: message }));
    throw unusable(file, content, mistakes);
  }
  const { id, title } = parsed.data;
  const outline = outlineOf(parsed.data);
  const mistakes = checkRole(outline);
  if (mistakes.length > 0) throw unusable(file, content, mistakes);
  return { id, title, outline };
}

function readRoleFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
    throw new RoleFileError(`${file} cannot be read${why}. Set ROLE_FILE to a role file, or leave it out.`, { cause });
  }
}

function readYaml(source: string, file: string): unknown {
  try {
    return load(source);
  } catch (cause) {
    if (!(cause instanceof YAMLException)) throw cause;
    throw new RoleFileError(`${file} is not valid YAML:\n${cause.message}`, { cause }); // it shows the line
  }
}

/** In plain words, where the schema library's own are not: what is missing, and what nobody knows. */
const explainIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'unrecognized_keys')
    return `expected no key called ${issue.keys.map((key) => `"${key}"`).join(' or ')}`;
  if (issue.code === 'invalid_type' && issue.input === undefined) return `is missing, expected ${issue.expected}`;
  return undefined;
};

const unusable = (file: string, content: unknown, mistakes: Mistake[]): RoleFileError =>
  new RoleFileError(
    `${file} is not a role that can be used:\n${mistakes
      .map(({ path, expected }) => `  ${pathText(content, path)}: ${expected}`)
      .join('\n')}`,
  );

/** A path as people find it in the file: an entry by its id, where it has one, not only by its number. */
function pathText(content: unknown, path: PropertyKey[]): string {
  let place: unknown = content;
  let text = '';
  for (const key of path) {
    place = typeof place === 'object' && place !== null ? Reflect.get(place, key) : undefined;
    const id: unknown = typeof place === 'object' && place !== null ? Reflect.get(place, 'id') : undefined;
    const named = typeof key === 'number' && typeof id === 'string' ? ` "${id}"` : '';
    text += typeof key === 'number' ? `[${key}${named}]` : `${text === '' ? '' : '.'}${String(key)}`;
  }
  return text || 'the file';
}
