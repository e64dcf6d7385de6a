/**
 * Ends what a chaos run has left when it dies without its end: it holds the other end of a pipe. Argument: the run's
 * folder, made for it alone. Processes that name it in their command line are the run's; they may be stopped, so
 * nothing but SIGKILL ends them.
 */
const { execFileSync } = require('node:child_process');
const { readdirSync, readFileSync, rmSync } = require('node:fs');
const path = require('node:path');

const folder = process.argv[2];

function end() {
  for (const pid of readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && Number(name) !== process.pid,
  )) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }
}

process.stdin.resume();
process.stdin.on('error', () => undefined);
process.stdin.on('close', () => {
  end();
  setTimeout(() => {
    try {
      if (readFileSync('/proc/mounts', 'utf8').includes(folder))
        execFileSync('umount', ['-l', path.join(folder, 'data')]);
    } catch {
      // It is not ours to mount; then nothing was.
    }
    rmSync(folder, { recursive: true, force: true });
  }, 2_000);
});
