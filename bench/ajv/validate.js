// ajv over a JSON Lines file: compiled once, all errors, formats asserted; one line of JSON for each error.
'use strict';
const fs = require('node:fs');
const Ajv = require('ajv');
const formats = require('ajv-formats');

const [schema, file, output] = process.argv.slice(2);
// Not strict: Sluice's schema has the keyword `version`, which no draft knows.
const ajv = new Ajv({ allErrors: true, strict: false });
formats(ajv);
const validate = ajv.compile(JSON.parse(fs.readFileSync(schema, 'utf8')));
const input = fs.openSync(file, 'r');
const errors = fs.openSync(output, 'w');
const LF = 10;
let buffer = Buffer.allocUnsafe(1 << 18);
let [end, line, invalid] = [0, 0, 0];
for (let read; (read = fs.readSync(input, buffer, end, buffer.length - end, null)) > 0;) {
  end += read;
  let start = 0;
  for (let lf; (lf = buffer.subarray(0, end).indexOf(LF, start)) >= 0; start = lf + 1) {
    line++;
    if (validate(JSON.parse(buffer.toString('utf8', start, lf))))
      continue;
    invalid++;
    let found = '';
    for (const { instancePath, schemaPath, keyword, message } of validate.errors)
      found += JSON.stringify({ line, instancePath, schemaPath, keyword, message }) + '\n';
    fs.writeSync(errors, found);
  }
  buffer.copyWithin(0, start, end);
  end -= start;
  if (end === buffer.length)
    buffer = Buffer.concat([buffer], buffer.length * 2);
}
console.log(invalid);
