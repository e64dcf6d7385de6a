const { writeFileSync } = require('node:fs');

/**
 * Writes `passed failed done` to the file named by ZHENGGAI_COUNTS after every test file, so that scripts/test
 * knows how far a run came that crashed. A file that failed to load counts as one failed.
 */
module.exports = class JestCounts {
  onTestResult(_test, _result, totals) {
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
  }
};
