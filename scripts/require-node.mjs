// Imported first for its effect, so it uses nothing that an old Node lacks.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Confab needs Node 20.19 or newer; this is ${process.versions.node} (${process.execPath}).\n` +
      'Install a newer one from https://nodejs.org, then run the same command again.',
  );
  process.exit(1);
}
