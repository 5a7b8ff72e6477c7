/** What an export is and how anybody checks it, with our program or without, in both languages. */

export function readmeOf({
  from,
  to,
  fingerprints,
}: {
  readonly from: string
  readonly to: string
  readonly fingerprints: readonly string[]
}): string {
  const keys = fingerprints.map((it) => `    ${it}`).join('\n')
  return `# 审计记录导出 ${from} 至 ${to}

本文件包含这段时间本县的审计记录，以及证明它们没有被改动的全部材料。导出从一次封存到另一次封存，所以首尾可能多出一些记录。

| 文件 | 内容 |
|---|---|
| lines.csv | 供阅读的表格（时间为中国时间） |
| lines.jsonl | 入链的原文，一行一条：编号、区划、时刻（UTC）、人员、命令、请求、对象、拒绝原因、输入、结果 |
| blocks.jsonl | 审计链：每条记录的编号和链环；其他县的记录（withheld）和到期删除的记录（dropped）只有链环 |
| seals.jsonl | 封存记录：每小时对链头的签名，每行含上一行的校验值 |
| manifest.json、manifest.signature | 清单：范围、公钥、各文件的 SHA-256，及其签名 |

**核对**：在装有本系统程序的任何电脑上（不需要数据库）：

    jingwei audit check 文件.zip
    jingwei audit check 文件.zip --keys 公钥.json

公钥由 \`jingwei audit keys\` 在原系统上取得，应由审计部门另行保管；不带 --keys 时用文件自带的公钥，只能证明文件前后一致。公钥指纹：

${keys}

个人电话、身份证号在写入审计时已遮盖，加密的内容仍为密文。

**不用本程序核对**：第 n 条的链环 = 哈希（第 n-1 条的链环的 32 字节，接 lines.jsonl 中该行的 UTF-8 字节，不含换行），哈希按所在块的 algorithm 为
SHA-256 或 SM3；第一条的前环为 manifest.json 的 previous。封存的 head 应等于其 position 处的链环。签名 \`g1.<密钥>.<base64url>\` 是 Ed25519
（公钥为 SPKI）或 SM2（SM3，默认用户标识）对下列字节的签名：每部分写作“字节数:内容”，依次为用途（\`audit.seal\` 或 \`audit.export\`）和内容（封存行去掉
signature 的 JSON；清单全文）。

---

# Export of the audit, ${from} to ${to}

The lines of the audit of this county in those days, with everything that proves that nobody changed them. It runs from
one seal to another, so that some lines more may stand at both ends.

| file | what |
|---|---|
| lines.csv | a table for reading, times of China |
| lines.jsonl | the texts that were linked, one a line: number, county, instant (UTC), person, command, request, subject, refusal, what it was given and gave |
| blocks.jsonl | the chain: the number and the link of every line; of lines of other counties (withheld) and of those dropped after their time the link alone |
| seals.jsonl | the seals: the head of the chain signed every hour, each with the hash of the one before |
| manifest.json, manifest.signature | the range, the public keys, the SHA-256 of each file, and the signature over it |

**To check it**, on any computer that has the program, without a database:

    jingwei audit check FILE.zip
    jingwei audit check FILE.zip --keys KEYS.json

\`jingwei audit keys\` prints the keys on the installation; an auditor keeps them elsewhere. Without \`--keys\` those of the file
are used, which shows no more than that the file agrees with itself. The fingerprints are listed above.

Numbers of people were masked when the lines were written, and what was sealed is still sealed.

**Without our program**: the link of line n is the hash (SHA-256 or SM3, as its block says) of the 32 bytes of the link before
and the UTF-8 bytes of its line in lines.jsonl without the line feed; what the first follows is \`previous\` in manifest.json. The
\`head\` of a seal is the link at its \`position\`. A signature \`g1.<key>.<base64url>\` is Ed25519 (public key as SPKI) or SM2 (with
SM3 and the default name of the signer) over these bytes: each part as "length in bytes:part", first the purpose (\`audit.seal\` or
\`audit.export\`), then what is signed (the seal as JSON without its signature; the whole manifest).
`
}
