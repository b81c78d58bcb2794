import { readFileSync } from 'node:fs';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { checkRole, type Mistake } from './check-role.ts';
import { type Outline, outlineOf } from './outline.ts';
import { roleSchema } from './schema.ts';

export interface LoadedRole {
  id: string;
  title: string;
  outline: Outline;
}

/** A role file that cannot be used. Its message lists every mistake: file, line, path and what was expected. */
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
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new RoleFileError(
      `${file} is not valid YAML:\n${document.errors.map(({ message }) => `  ${message}`).join('\n')}`,
    );
  }
  const explain = ({ path, expected }: Mistake): string => {
    const node = nearestNode(path);
    const line = isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1;
    return `  line ${line}, ${pathText(path)}: ${expected}`;
  };
  const nearestNode = (path: PropertyKey[]): unknown => {
    const node = document.getIn(path, true);
    return node === undefined && path.length > 0 ? nearestNode(path.slice(0, -1)) : (node ?? document.contents);
  };

  const parsed = roleSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const mistakes = parsed.error.issues.map(({ path, message }) => ({ path, expected: message }));
    throw new RoleFileError(`${file} is not a role that can be used:\n${mistakes.map(explain).join('\n')}`);
  }
  const { id, title } = parsed.data;
  const outline = outlineOf(parsed.data);
  const mistakes = checkRole(outline);
  if (mistakes.length > 0) {
    throw new RoleFileError(`${file} is not a role that can be used:\n${mistakes.map(explain).join('\n')}`);
  }
  return { id, title, outline };
}

function readRoleFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new RoleFileError(`${file} cannot be read. Set ROLE_FILE to a role file, or leave it out.`, { cause });
  }
}

function pathText(path: PropertyKey[]): string {
  return (
    path
      .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`))
      .join('') || 'the file'
  );
}
