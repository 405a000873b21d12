import { dirname, sep } from 'node:path';

/**
 * Forgets the loaded modules of this library, so that the next cell with an import loads what has been built since.
 * Objects made before keep the old code: run the import cell and what follows again. When in doubt, restart the kernel.
 */
export function reload(): void {
  const root = dirname(__dirname) + sep;
  const mine = Object.keys(require.cache).filter((file) => file.startsWith(root));
  for (const file of mine) delete require.cache[file];
  console.log(`Library unloaded (${mine.length} modules). Run the cells with imports again to load it anew.`);
}
