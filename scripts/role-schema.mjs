// Writes roles/role.schema.json, which editors check role files with, from the zod schema. Run it after a change there.
import { writeFileSync } from 'node:fs';
import { roleJsonSchema } from '../dist/src/role/json-schema.js';

writeFileSync(new URL('../roles/role.schema.json', import.meta.url), roleJsonSchema());
