const { writeFileSync } = require('node:fs');

/**
 * Writes `passed failed done` to the file named by ZHENGGAI_COUNTS after every test file, so that scripts/test
 * knows how far a run came that crashed; and to the same name with `.failed` a line `passed failed path` for each file that
 * failed. A file that failed to load counts as one failed.
 */
module.exports = class JestCounts {
  failures = [];

  onTestResult(test, result, totals) {
    const failed = result.numFailingTests + (result.testExecError === undefined ? 0 : 1);
    if (failed > 0) this.failures.push(`${result.numPassingTests} ${failed} ${test.path}`);
    this.write(totals, 0);
  }

  onRunComplete(_contexts, totals) {
    this.write(totals, 1);
  }

  write(totals, done) {
    const file = process.env.ZHENGGAI_COUNTS;
    if (!file) return;
    const failed = totals.numFailedTests + totals.numRuntimeErrorTestSuites;
    writeFileSync(file, `${totals.numPassedTests} ${failed} ${done}\n`);
    writeFileSync(`${file}.failed`, this.failures.map((line) => `${line}\n`).join(''));
  }
};
