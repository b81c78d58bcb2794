import { z } from 'zod';
import { roleSchema } from './schema.ts';

/** The role file's schema as JSON Schema, for editors: `roles/role.schema.json` is this, made by `npm run role-schema`. */
export const roleJsonSchema = (): string =>
  `${JSON.stringify(z.toJSONSchema(roleSchema, { io: 'input', reused: 'ref' }), null, 2)}\n`;
