import { StoreError, type StoreErrorCode } from '../../store/errors.ts';
import { openBlobs } from '../../store/open-blobs.ts';
import { evidenceOf, evidencePlace } from '../instance.ts';
import { broken, ok, type Finding } from './finding.ts';
import type { Surroundings } from './place.ts';

const ADVICE: { readonly [code in StoreErrorCode]?: string } = {
  'evidence-folder': '以运行 scripts/run 的用户检查该文件夹及其上级的权限；被同名文件占用的，将其移开。',
  'evidence-bucket-unreachable':
    '检查存储服务是否已启动、AWS_ENDPOINT_URL 的主机和端口是否正确、防火墙是否放行；由单位自建机构签发证书的，将其根证书设为 NODE_EXTRA_CA_CERTS。',
  'evidence-bucket-refused':
    '检查 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY、AWS_REGION，以及该密钥对存储桶的读、写、列出、删除权限。',
  'evidence-bucket-missing': '由存储服务管理员建桶，或更正 ZHENGGAI_EVIDENCE。',
};

/** Whether evidence could be handed in and read. Writes nothing. */
export async function lookAtEvidence({ instance, config }: Surroundings): Promise<Finding> {
  const place = evidencePlace(instance ?? evidenceOf(config));
  const blobs = openBlobs(place);
  try {
    await blobs.look();
    return ok('evidence', `${blobs.where} ${place.bucket === undefined ? '可读写' : '应答正常（未试写）'}`);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const advice = ADVICE[error.code] ?? '按所示原因处理后再检查一次。';
    return broken('evidence', `${error.message}在此之前不能提交和查看材料，其余照常办理`, advice);
  }
}
