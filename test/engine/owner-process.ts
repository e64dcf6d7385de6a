import { startEmbedded } from '../../src/engine/embedded.ts';

/** Owns an engine until killed: `node --import tsx owner-process.ts DATA CACHE`. */
const [dataFolder = '', cacheFolder = ''] = process.argv.slice(2);
await startEmbedded({ dataFolder, cacheFolder, onProgress: (message) => console.log(message) });
console.log('READY');
setInterval(() => undefined, 60_000);
