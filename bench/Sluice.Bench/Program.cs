using System.Globalization;
using Sluice.Bench;

return args switch
{
    ["corpus", var count, var folder] => Write(count, folder),
    ["memory", var program, "--into", var page, .. var counts] => await Memory.MeasureAsync(program, counts, page),
    ["memory", var program, .. var counts] => await Memory.MeasureAsync(program, counts, path: null),
    ["extract", var program, "--into", var page, .. var counts] => await Extracting.MeasureAsync(program, counts, page),
    ["extract", var program, .. var counts] => await Extracting.MeasureAsync(program, counts, path: null),
    ["ids", var program, "--into", var page, .. var counts] => await Ids.MeasureAsync(program, counts, page),
    ["ids", var program, .. var counts] => await Ids.MeasureAsync(program, counts, path: null),
    ["validate", var program, "--into", var page] => await Validating.MeasureAsync(program, page),
    ["validate", var program] => await Validating.MeasureAsync(program, path: null),
    ["duplicates", var program, "--into", var page] => await Deduplicating.MeasureAsync(program, page),
    ["duplicates", var program] => await Deduplicating.MeasureAsync(program, path: null),
    ["words", var lake] => await Deduplicating.WordsAsync(lake),
    ["copies", var lake, var state] => await Deduplicating.CopiesAsync(lake, anew: state == "anew"),
    ["clean", var program, "--into", var page] => await CleaningUp.MeasureAsync(program, page),
    ["clean", var program] => await CleaningUp.MeasureAsync(program, path: null),
    ["cleaned", var file, var output] => await CleanSteps.OursAsync(file, output),
    ["cleaned-plainly", var file, var output] => CleanSteps.Plain(file, output),
    ["engine", var schema, var file, var errors] => await Validators.EngineAsync(schema, file, errors),
    ["njsonschema", var schema, var file, var errors] => await Validators.NJsonAsync(schema, file, errors),
    ["parse", var file] => await Validators.ParseAsync(file),
    ["tokens", var file] => await Validators.ParseByTokensAsync(file),
    ["damaged", var count, var file] => Damaged(count, file),
    ["plain", var folder, var output, var minDate] => Yardsticks.Plain(folder, output, minDate),
    ["hash", var folder, var data] => Yardsticks.HashingAlone(folder, data),
    _ => Usage(),
};

static int Write(string count, string folder)
{
    Corpus.Write(int.Parse(count, CultureInfo.InvariantCulture), folder);
    return 0;
}

static int Damaged(string count, string file)
{
    Console.WriteLine(Damage.Write(int.Parse(count, CultureInfo.InvariantCulture), file + ".parts", file));
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("""
        usage: corpus COUNT DIR            write a hub folder with COUNT records of 22 to 27 KB
               memory SLUICE.DLL [--into PAGE] COUNT…
                                          peak memory and time of `run` over corpora of these sizes, side by side;
                                          PAGE has the table between <!-- memory --> and <!-- /memory -->
               extract SLUICE.DLL [--into PAGE] [COUNT…]
                                          `extract` beside a plain version and hashing alone over the first COUNT, its
                                          peak memory over all (10000 and 50000), and 1,000 records end to end;
                                          PAGE has the tables between <!-- extract --> and <!-- /extract -->
               ids SLUICE.DLL [--into PAGE] COUNT…
                                          peak memory of `extract` over so many tiny rows, and of the deltas after
                                          1 % were edited and after all got other ids; PAGE has the table between <!-- ids --> and <!-- /ids -->
               validate SLUICE.DLL [--into PAGE]
                                          the schema engine and `validate` beside other validators over 10,000 records,
                                          and the peak memory of `validate` over 1,000 to 50,000;
                                          PAGE has the tables between <!-- validate --> and <!-- /validate -->
               duplicates SLUICE.DLL [--into PAGE]
                                          the search for copies beside one reading of all words over 10,000 records, and
                                          its peak memory, time, precision and recall over 10,000 to 200,000 with planted
                                          copies; PAGE has the tables between <!-- duplicates --> and <!-- /duplicates -->
               words LAKE                 the yardstick: reads the words of each text; also copies LAKE anew|again
               clean SLUICE.DLL [--into PAGE]
                                          the cleaning stage alone and `clean` beside a plain version over 10,000 records;
                                          PAGE has the table between <!-- clean --> and <!-- /clean -->
               damaged COUNT FILE         write COUNT records of 22 to 27 KB, 3 % of them broken; prints how many
               engine SCHEMA FILE ERRORS  the schema engine alone; also njsonschema SCHEMA FILE ERRORS
               parse FILE                 only reads lines and their structure; also tokens FILE, with Utf8JsonReader
               cleaned FILE OUT           the cleaning stage alone: FILE's records into OUT; prints how many it changed
               cleaned-plainly FILE OUT   the plain version of it
               plain DIR FILE MIN-DATE    the plain version: DIR's JSON Lines, filtered, into FILE
               hash DIR DATA              hashing alone: DIR's JSON Lines and the dump's DATA made of them
        """);
    return 2;
}
