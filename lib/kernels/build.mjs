// Compiles every file of `assembly/` (AssemblyScript, WebAssembly SIMD) to a module of a few kilobytes and writes it as
// a base64 string into `binaries/`, so that it loads synchronously anywhere: kernel, tests, script, browser bundle.
// A module whose sources have not changed is left alone. `node lib/kernels/build.mjs fft` builds one family.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const assembly = join(folder, 'assembly');
const binaries = join(folder, 'binaries');
const options = [
  ['-O3', '--converge', '--noAssert'],
  ['--runtime', 'stub', '--use', 'abort='],
  ['--enable', 'simd', '--enable', 'bulk-memory'],
  ['--importMemory', '--initialMemory', '0'],
].flat();

/** The file and those that it imports, directly or not. */
function sourcesOf(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, specifier] of text.matchAll(/(?:from|import)\s*['"](\.[^'"]*)['"]/g))
    sourcesOf(join(dirname(file), `${specifier}.ts`), seen);
  return seen;
}

const { version } = createRequire(import.meta.url)('assemblyscript/package.json');

function fingerprint(file) {
  const hash = createHash('sha256').update([version, ...options].join(' '));
  for (const source of [...sourcesOf(file)].sort()) hash.update(readFileSync(source));
  return hash.digest('hex').slice(0, 16);
}

async function compile(family, target, mark) {
  const { default: asc } = await import('assemblyscript/asc');
  const file = (name) => join(assembly, name);
  let binary;
  const { error, stderr } = await asc.main([`${family}.ts`, ...options, '--outFile', 'out.wasm'], {
    readFile: (name) => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : null),
    writeFile: (name, contents) => {
      if (name.endsWith('.wasm')) binary = Buffer.from(contents);
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`assembly/${family}.ts does not compile:\n${stderr.toString()}`);
  const draft = `${target}.${process.pid}`;
  writeFileSync(
    draft,
    `/** Made by \`npm run build\` from assembly/${family}.ts, ${mark}. */\nexport const ${family}Binary: string =\n  '${binary.toString('base64')}';\n`,
  );
  renameSync(draft, target);
  console.log(`kernels/${family}: ${binary.length} bytes`);
}

/** Brings `binaries/` up to date with `assembly/`. A name that begins with `_` is shared code, not a module. */
export async function buildKernels(wanted = []) {
  mkdirSync(binaries, { recursive: true });
  const families = readdirSync(assembly)
    .filter((name) => name.endsWith('.ts') && !name.startsWith('_'))
    .map((name) => name.replace('.ts', ''));
  for (const family of families.filter((name) => wanted.length === 0 || wanted.includes(name))) {
    const [file, target] = [join(assembly, `${family}.ts`), join(binaries, `${family}.ts`)];
    const mark = fingerprint(file);
    if (existsSync(target) && readFileSync(target, 'utf8').includes(mark)) continue;
    await compile(family, target, mark);
  }
  for (const name of readdirSync(binaries))
    if (name.endsWith('.ts') && !families.includes(name.replace('.ts', ''))) rmSync(join(binaries, name));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildKernels(process.argv.slice(2));
