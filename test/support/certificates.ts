import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

/** A certificate and its key, as files. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const openssl = async (...args: readonly string[]): Promise<void> => {
  await promisify(execFile)('openssl', [...args]);
};

const fresh = (folder: string, name: string, subject: string): readonly string[] => [
  ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30'],
  ...['-keyout', path.join(folder, `${name}.key`), '-out', path.join(folder, `${name}.pem`)],
  ...['-subj', `/CN=${subject}`],
];

const filesOf = (folder: string, name: string): Certificate => ({
  cert: path.join(folder, `${name}.pem`),
  key: path.join(folder, `${name}.key`),
});

/** An authority of an office's own. */
export async function authority(folder: string, name: string): Promise<Certificate> {
  await openssl(...fresh(folder, name, name));
  return filesOf(folder, name);
}

/** A certificate that it issues; `san` as in `DNS:engine.example`. */
export async function issue(
  folder: string,
  name: string,
  by: Certificate,
  san = `DNS:${name}.example`,
): Promise<Certificate> {
  const issued = ['-CA', by.cert, '-CAkey', by.key, '-addext', `subjectAltName=${san}`];
  await openssl(
    ...fresh(folder, name, `${name}.example`),
    ...issued,
    '-addext',
    'basicConstraints=critical,CA:FALSE',
  );
  return filesOf(folder, name);
}
