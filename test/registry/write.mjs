// Writes data/statements.json from the built library (`npm run registry`, after `npm run build`): there the functions that
// check a statement still bear their names.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { statementRecords } = require('../../lib/dist/statements/registry.js');
const records = statementRecords();
const file = fileURLToPath(new URL('../../data/statements.json', import.meta.url));
writeFileSync(file, `${JSON.stringify(records, null, 2)}\n`);
console.log(`${records.length} statements written to data/statements.json`);
