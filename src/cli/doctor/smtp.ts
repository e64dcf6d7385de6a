import type { SmtpAnswer } from '../../mail/check-smtp.ts';
import { broken, ok, skipped, warning, type Finding } from './finding.ts';

/** Where mail goes. */
export interface MailWay {
  /** Absent: nothing runs, and none is set. */
  readonly url?: string;
  /** Mail is kept on this machine, in that folder. */
  readonly kept?: string;
  readonly driven: boolean;
  readonly answer?: SmtpAnswer;
}

const ADVICE: Readonly<Record<Exclude<SmtpAnswer, { readonly kind: 'ready' }>['stage'], string>> = {
  address: 'SMTP_URL 应形如 smtp://用户:口令@主机:端口（加密用 smtps://），口令中的特殊字符须按 URL 转义。',
  connect: '检查邮件服务是否已启动、SMTP_URL 的主机和端口是否正确、防火墙是否放行。',
  tls: '检查邮件服务器证书；由单位自建机构签发的，将其根证书设为 NODE_EXTRA_CA_CERTS 后重新运行。',
  greeting: '邮件服务接受了连接但不受理：查看其日志；可能是本机地址未获准，或该处不是邮件服务。',
  login: '检查 SMTP_URL 中的用户和口令，以及该用户是否获准经 SMTP 登录。',
};

export function judgeSmtp({ url, kept, driven, answer }: MailWay): Finding {
  if (url === undefined)
    return driven
      ? skipped('smtp', '推演的邮件只存本机；未在运行')
      : warning(
          'smtp',
          '未设置 SMTP_URL：运行后邮件只存本机，不会发给任何人',
          '实际办理前设置 SMTP_URL 和 MAIL_FROM。',
        );
  const where = shown(url);
  if (answer?.kind === 'failed')
    return broken('smtp', `${where}：${answer.reason}。信件不会丢失，将不断重发`, ADVICE[answer.stage]);
  if (kept === undefined) return ok('smtp', `${where} 应答正常（未发送邮件）`);
  const found = `邮件不出本机，存于 ${kept}`;
  return driven
    ? ok('smtp', found)
    : warning('smtp', `${found}：实际运行而未设置 SMTP_URL`, '设置 SMTP_URL 和 MAIL_FROM 后重新运行。');
}

/** Without user and password. */
function shown(url: string): string {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}`;
  } catch {
    return 'SMTP_URL';
  }
}
