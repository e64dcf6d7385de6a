import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** What the worker runs in production; `npm run bench` has built it. */
export const PRODUCT_BUNDLE = path.join(import.meta.dirname, '../../dist/workflow-bundle.js');
export const PAYLOAD_CONVERTER = path.join(import.meta.dirname, '../../dist/workflows/payload-converter.js');

/** Builds the bare workflow's bundle into a folder; gives its path. */
export async function bareBundle(folder: string): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: path.join(import.meta.dirname, 'bare-workflow.ts'),
    logger: new DefaultLogger('WARN'),
  });
  const file = path.join(folder, 'bare-bundle.js');
  await writeFile(file, code);
  return file;
}
