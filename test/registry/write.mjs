// Writes data/statements.json from the statement files (`npm run registry`, after `npm run build`).
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { statementRegistry } = require('../../lib/dist/index.js');
const file = fileURLToPath(new URL('../../data/statements.json', import.meta.url));
writeFileSync(file, `${JSON.stringify(statementRegistry, null, 2)}\n`);
console.log(`${statementRegistry.length} statements written to data/statements.json`);
