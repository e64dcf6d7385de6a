import { engineError } from './engine/errors.ts';
import type { Bucket } from './store/bucket.ts';

/**
 * The bucket that `ZHENGGAI_EVIDENCE` names, spoken to by the settings that S3's other programs use (`AWS_…`); undefined where it is not set: then the
 * evidence lies in the data folder. Files of profiles are not looked at, so that nobody's own settings decide where an office's evidence goes.
 * @param value gives a setting, undefined where it is absent or empty
 * @param folder keeps live and driven programmes apart
 * @throws engine-setting-malformed
 */
export function bucketSettings(
  value: (name: string) => string | undefined,
  folder: string,
): Bucket | undefined {
  const place = value('ZHENGGAI_EVIDENCE');
  if (place === undefined) return undefined;
  const found = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(place);
  const [name, under = ''] = found?.slice(1) ?? [];
  const parts = under.replace(/\/$/, '').split('/');
  if (name === undefined || (under !== '' && !parts.every((one) => /^(?!\.+$)[\w.~-]+$/.test(one))))
    throw malformed('ZHENGGAI_EVIDENCE', place, 's3://存储桶 或 s3://存储桶/前缀（字母、数字、-、_、.）');
  const endpoint = endpointOf(value);
  const region =
    value('AWS_REGION') ??
    value('AWS_DEFAULT_REGION') ??
    // What services that know no regions take.
    (endpoint === undefined ? missing('AWS_REGION', '存储桶所在区域') : 'us-east-1');
  const sessionToken = value('AWS_SESSION_TOKEN');
  return {
    name,
    prefix: [...(under === '' ? [] : parts), folder].join('/'),
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    addressing: addressingOf(value('ZHENGGAI_EVIDENCE_ADDRESSING'), endpoint),
    accessKeyId: value('AWS_ACCESS_KEY_ID') ?? missing('AWS_ACCESS_KEY_ID', '存储服务的访问密钥编号'),
    secretAccessKey: value('AWS_SECRET_ACCESS_KEY') ?? missing('AWS_SECRET_ACCESS_KEY', '存储服务的访问密钥'),
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
}

function endpointOf(value: (name: string) => string | undefined): string | undefined {
  const name = value('AWS_ENDPOINT_URL_S3') === undefined ? 'AWS_ENDPOINT_URL' : 'AWS_ENDPOINT_URL_S3';
  const given = value(name);
  if (given === undefined) return undefined;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const bare =
    url !== undefined &&
    ['http:', 'https:'].includes(url.protocol) &&
    [url.username, url.password, url.search, url.hash].every((part) => part === '') &&
    url.pathname === '/';
  if (!bare)
    throw malformed(
      name,
      // A password may stand in it.
      given.includes('@') ? '（含“@”，从略）' : given,
      'https://主机:端口 或 http://主机:端口，不带路径和口令',
    );
  return url.origin;
}

function addressingOf(given: string | undefined, endpoint: string | undefined): Bucket['addressing'] {
  if (given === undefined) return endpoint === undefined ? 'host' : 'path';
  if (given !== 'path' && given !== 'host')
    throw malformed('ZHENGGAI_EVIDENCE_ADDRESSING', given, 'path（桶名在路径中）或 host（桶名在主机名中）');
  return given;
}

function missing(setting: string, what: string): never {
  throw malformed(setting, '', `设有 ZHENGGAI_EVIDENCE 时须给出${what}`);
}

function malformed(setting: string, value: string, allowed: string): Error {
  return engineError('engine-setting-malformed', { setting, value, allowed });
}
