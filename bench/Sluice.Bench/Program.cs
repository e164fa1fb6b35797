using Sluice.Bench;

return args switch
{
    ["corpus", var count, var folder] => Corpus.Write(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), folder),
    ["memory", var program, "--into", var page, .. var counts] => await Memory.MeasureAsync(program, counts, page),
    ["memory", var program, .. var counts] => await Memory.MeasureAsync(program, counts, page: null),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: corpus COUNT DIR            write a hub folder with COUNT records of 22 to 27 KB
               memory SLUICE.DLL [--into PAGE] COUNT…
                                          peak memory and time of `run` over corpora of these sizes, side by side;
                                          PAGE has the table between <!-- memory --> and <!-- /memory -->
        """);
    return 2;
}
