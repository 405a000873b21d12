/** Tests run on the sources: the WebAssembly modules are compiled first, where their sources have changed. */
module.exports = async () => {
  const { buildKernels } = await import('../lib/kernels/build.mjs');
  await buildKernels();
};
