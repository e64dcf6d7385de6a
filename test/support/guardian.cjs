/**
 * Ends the suite's engine when the test run dies without its teardown: it holds the other end of a pipe. Arguments:
 * the suite's folder, then the servers' process ids. Only processes that still name the folder are ended.
 */
const { readFileSync, rmSync } = require('node:fs');

const [folder, ...pids] = process.argv.slice(2);
process.stdin.resume();
process.stdin.on('error', () => undefined);
process.stdin.on('close', () => {
  for (const [pid, signal] of pids.map((pid, index) => [Number(pid), index === 0 ? 'SIGTERM' : 'SIGINT'])) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)) process.kill(pid, signal);
    } catch {
      // It has ended already.
    }
  }
  setTimeout(() => rmSync(folder, { recursive: true, force: true }), 3_000);
});
