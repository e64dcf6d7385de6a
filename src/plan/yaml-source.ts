import {
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  type Document,
  type YAMLError,
} from 'yaml';
import { pathText, valueText, type FieldPath, type PlanError } from './errors.ts';

/** One YAML file, parsed, that can say on which line something stands. */
export interface YamlSource {
  readonly file: string;
  /** Plain data; undefined where the text is no YAML. */
  readonly data: unknown;
  /** What the parser refused. */
  readonly errors: readonly PlanError[];
  /** The line of a value; of the nearest thing around it, where it is absent. */
  lineOf(path: FieldPath): number;
  /** The line of a key of the map at a path. */
  lineOfKey(path: FieldPath, key: string): number;
  /** An error about a value. */
  error(path: FieldPath, expected: string, value?: unknown): PlanError;
}

/** What the parser's codes mean to a person. */
const SYNTAX: Readonly<Record<string, string>> = {
  BAD_INDENT: '缩进应一致：同级字段左端对齐，列表项以“- ”开头',
  TAB_AS_INDENT: '缩进应使用空格，不能使用制表符',
  DUPLICATE_KEY: '同一组字段中每个字段只能出现一次',
  MISSING_CHAR: '应有配对的引号、括号或冒号',
  MULTILINE_IMPLICIT_KEY: '字段名应在一行之内，冒号后应有空格',
  BLOCK_AS_IMPLICIT_KEY: '同一行只应有一个“字段: 值”，含冒号的文字应加引号',
  IMPOSSIBLE: '应为 YAML 文本',
  MULTIPLE_DOCS: '一个文件应只有一份内容，不能用 --- 分成几份',
  UNEXPECTED_TOKEN: '此处应为 YAML 允许的写法，含特殊符号的文字应加引号',
  BAD_ALIAS: '引用（*）应指向前面已有的锚（&）',
  TAG_RESOLVE_FAILED: '不应使用自定义标签（!）',
  BAD_DQ_ESCAPE: '双引号中的反斜杠应为允许的转义；也可改用单引号',
};

/** Parses a file's text. Dates stay text, as the YAML 1.2 core schema has it. */
export function parseYaml(file: string, source: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, version: '1.2', prettyErrors: false });
  const problems: readonly YAMLError[] = [...document.errors, ...document.warnings];
  const errors = problems.map((problem) => syntaxError(file, source, lines, problem));
  // A key given twice leaves a document that can still be checked; anything else leaves guesses.
  const usable = problems.every((problem) => problem.code === 'DUPLICATE_KEY');
  const plain = usable ? plainData(document) : { data: undefined };
  const failure: PlanError[] =
    plain.failure === undefined
      ? []
      : [{ file, line: 1, path: '', value: plain.failure, expected: '引用（*）应少而简单，不能层层展开' }];
  const lineAt = (node: unknown): number =>
    isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1;
  const lineOf = (path: FieldPath): number => lineAt(nodeAt(document, path));

  return {
    file,
    data: plain.data,
    errors: [...errors, ...failure],
    lineOf,
    lineOfKey(path, key) {
      const map = document.getIn(path, true);
      const pair = isMap(map)
        ? map.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key)
        : undefined;
      return pair === undefined ? lineOf(path) : lineAt(pair.key);
    },
    error(path, expected, value = valueAt(plain.data, path)) {
      return { file, line: lineOf(path), path: pathText(path), value: valueText(value), expected };
    },
  };
}

/** The value at a path of plain data. */
export function valueAt(data: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>(
    (at, part) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, part)
        ? (at as Readonly<Record<string | number, unknown>>)[part]
        : undefined,
    data,
  );
}

/** The node at a path, or the nearest one around it. */
function nodeAt(document: Document, path: FieldPath): unknown {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node;
  }
  return isCollection(document.contents) ? document.contents : undefined;
}

function plainData(document: Document): { readonly data: unknown; readonly failure?: string } {
  try {
    return { data: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    return { data: undefined, failure: error instanceof Error ? error.message : String(error) };
  }
}

function syntaxError(file: string, source: string, lines: LineCounter, problem: YAMLError): PlanError {
  const { line } = lines.linePos(problem.pos[0]);
  const written = source.split('\n')[line - 1]?.trim() ?? '';
  const known = SYNTAX[problem.code] ?? SYNTAX['UNEXPECTED_TOKEN'] ?? '';
  return {
    file,
    line,
    path: '',
    value: valueText(written),
    expected: `${known}（YAML：${problem.message}）`,
  };
}
