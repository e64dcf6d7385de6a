import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

/** Writes dist/workflow-bundle.js: what the worker runs in production, built once and not at every start. */
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const { code } = await bundleWorkflowCode({
  workflowsPath: here('./workflows/index.js'),
  payloadConverterPath: here('./workflows/payload-converter.js'),
  workflowInterceptorModules: [here('./workflows/reserved-signals.js')],
  // Evaluated once for all processes instead of once for each: none of them keeps anything of a process between two calls.
  preloadModules: ['./workflows/short-stacks.js', './domain/rules.js', './workflows/chain.js'].map(here),
});
await writeFile(here('./workflow-bundle.js'), code);
