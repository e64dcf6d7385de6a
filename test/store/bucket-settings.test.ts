import { readConfig } from '../../src/config.ts';
import type { EngineError } from '../../src/engine/errors.ts';

const OFFICE = {
  ZHENGGAI_EVIDENCE: 's3://evidence/rectification/2022/',
  AWS_ENDPOINT_URL: 'https://s3.office.example:9000/',
  AWS_ACCESS_KEY_ID: 'id',
  AWS_SECRET_ACCESS_KEY: 'sec@ret',
};

function refusal(env: Record<string, string>): EngineError {
  try {
    readConfig(env, 'real');
  } catch (error) {
    return error as EngineError;
  }
  throw new Error('accepted');
}

describe('a bucket of evidence', () => {
  test("is the data folder's own place where none is named, whatever else of Amazon's is set", () => {
    expect(readConfig({ ...OFFICE, ZHENGGAI_EVIDENCE: ' ' }, 'real').evidenceBucket).toBeUndefined();
  });

  test('is taken from the settings that other programs use; live and driven programmes lie apart', () => {
    const bucket = {
      name: 'evidence',
      prefix: 'rectification/2022/live',
      region: 'us-east-1',
      endpoint: 'https://s3.office.example:9000',
      addressing: 'path',
      accessKeyId: 'id',
      secretAccessKey: 'sec@ret',
    };
    expect(readConfig(OFFICE, 'real').evidenceBucket).toEqual(bucket);
    expect(
      readConfig(
        {
          ...OFFICE,
          ZHENGGAI_EVIDENCE: 's3://evidence',
          ZHENGGAI_EVIDENCE_ADDRESSING: 'host',
          AWS_ENDPOINT_URL_S3: 'http://10.0.0.5',
          AWS_DEFAULT_REGION: 'cn-north-1',
          AWS_SESSION_TOKEN: 't',
        },
        'driven',
      ).evidenceBucket,
    ).toEqual({
      ...bucket,
      prefix: 'driven',
      region: 'cn-north-1',
      endpoint: 'http://10.0.0.5',
      addressing: 'host',
      sessionToken: 't',
    });
    const { AWS_ENDPOINT_URL: _, ...amazon } = OFFICE;
    expect(readConfig({ ...amazon, AWS_REGION: 'cn-north-1' }, 'real').evidenceBucket).toEqual({
      name: bucket.name,
      prefix: bucket.prefix,
      region: 'cn-north-1',
      addressing: 'host',
      accessKeyId: 'id',
      secretAccessKey: 'sec@ret',
    });
  });

  test.each([
    ['ZHENGGAI_EVIDENCE', '/srv/evidence'],
    ['ZHENGGAI_EVIDENCE', 's3://'],
    ['ZHENGGAI_EVIDENCE', 's3://Evidence'],
    ['ZHENGGAI_EVIDENCE', 's3://evidence/../other'],
    ['ZHENGGAI_EVIDENCE', 's3://evidence//x'],
    ['ZHENGGAI_EVIDENCE', 's3://evidence/整改'],
    ['ZHENGGAI_EVIDENCE_ADDRESSING', 'virtual'],
    ['AWS_ENDPOINT_URL', 's3.office.example:9000'],
    ['AWS_ENDPOINT_URL', 'https://s3.office.example/evidence'],
    ['AWS_ENDPOINT_URL_S3', 'ftp://s3.office.example'],
  ])('%s that cannot be used (%s) is told with its value and what is allowed', (setting, value) => {
    const error = refusal({ ...OFFICE, [setting]: value });
    expect([error.code, error.message]).toEqual([
      'engine-setting-malformed',
      expect.stringContaining(`${setting} 的值“${value}”`),
    ]);
  });

  test('a password in an address is not repeated', () => {
    const { message } = refusal({ ...OFFICE, AWS_ENDPOINT_URL: 'https://me:secret@s3.office.example' });
    expect(message).toContain('AWS_ENDPOINT_URL');
    expect(message).not.toContain('secret');
  });

  test.each(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION'])(
    'without %s is an error',
    (setting) => {
      const { AWS_ENDPOINT_URL: _, ...amazon } = { ...OFFICE, AWS_REGION: 'cn-north-1' };
      expect(refusal({ ...amazon, [setting]: '' }).message).toContain(setting);
    },
  );
});
