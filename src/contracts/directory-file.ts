import { z } from 'zod';
import { mailAddress, postId, regionCode, role, shortId, text } from './fields.ts';

/** `directory.yaml` of a programme's folder: regions, units, posts, people. */

const post = z.strictObject({ id: postId, title: text, role });

const unit = z.strictObject({
  id: shortId,
  name: text,
  region: regionCode,
  /** The post of the supervising leader (分管领导) answerable for the unit. */
  supervisedBy: postId.exactOptional(),
  /** The unit that hosts this one: where the rectification office sits. */
  host: shortId.exactOptional(),
  assumed: z.boolean().exactOptional(),
  posts: z.array(post),
});
export type UnitFile = z.infer<typeof unit>;

export const directoryFile = z.strictObject({
  regions: z.array(z.strictObject({ code: regionCode, name: text })).min(1),
  units: z.array(unit).min(1),
  people: z.array(
    z.strictObject({ id: shortId, name: text, address: mailAddress, posts: z.array(postId).min(1) }),
  ),
  /** Posts that may change the directory. */
  administrators: z.array(postId).min(1),
});
export type DirectoryFile = z.infer<typeof directoryFile>;
