using SQLitePCL;
using Sluice.Records;

namespace Sluice.Publish;

/// <summary>
/// A SQLite file that is written once, in one transaction, with little of it in memory: whoever is killed begins anew, so it
/// keeps no journal. The same statements make the same bytes.
/// </summary>
sealed class SqliteWriter : IDisposable
{
    readonly sqlite3 _db;
    readonly List<sqlite3_stmt> _statements = [];

    static SqliteWriter() => Batteries_V2.Init();

    public SqliteWriter(string path)
    {
        Check(raw.sqlite3_open(path, out _db));
        Execute("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -1000;");
    }

    public void Execute(string sql) => Check(raw.sqlite3_exec(_db, sql));

    /// <summary>A statement that goes with the file.</summary>
    public sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_db, sql, out var statement));
        _statements.Add(statement);
        return statement;
    }

    public void Step(sqlite3_stmt statement)
    {
        Check(raw.sqlite3_step(statement), raw.SQLITE_DONE);
        raw.sqlite3_reset(statement);
    }

    /// <summary>Commits and closes; the file is whole.</summary>
    public void Finish()
    {
        Execute("COMMIT;");
        Dispose();
    }

    void Check(int result, int expected = raw.SQLITE_OK)
    {
        if (result != expected)
            throw new CheckTheMachineException($"The search index cannot be written: {raw.sqlite3_errmsg(_db).utf8_to_string()} (SQLite {result}).");
    }

    public void Dispose()
    {
        foreach (var statement in _statements)
            statement.Dispose();
        _db.Dispose();
    }
}
