using Sluice.Records;

namespace Sluice.Server.HubStandIn;

/// <summary>The faults that wait for their requests. Safe to change while the server runs.</summary>
public sealed class FaultPlan
{
    readonly Lock _gate = new();
    readonly List<Armed> _armed = [];

    /// <summary>Adds a fault; its hits are counted from now on.</summary>
    /// <exception cref="CorrectTheCallException">A field of the fault is missing or cannot be.</exception>
    public void Add(Fault fault)
    {
        fault.Check();
        lock (_gate)
            _armed.Add(new Armed(fault));
    }

    /// <summary>Takes all faults away.</summary>
    public void Clear()
    {
        lock (_gate)
            _armed.Clear();
    }

    /// <summary>How many answers were spoilt so far by the faults that are in the plan.</summary>
    public int Fired
    {
        get
        {
            lock (_gate)
                return _armed.Sum(armed => armed.Fired);
        }
    }

    /// <summary>Counts a hit for each fault that is about this request, and gives those whose turn it is, with the number of the hit.</summary>
    internal IReadOnlyList<(Fault Fault, int Hit)> Take(Func<Fault, bool> isAboutThis)
    {
        lock (_gate)
        {
            List<(Fault, int)>? due = null;
            foreach (var armed in _armed)
            {
                if (isAboutThis(armed.Fault) && armed.Hit())
                    (due ??= []).Add((armed.Fault, armed.Hits));
            }
            return due ?? [];
        }
    }

    sealed class Armed(Fault fault)
    {
        public Fault Fault { get; } = fault;

        public int Hits { get; private set; }

        public int Fired { get; private set; }

        public bool Hit()
        {
            Hits++;
            var due = Hits >= Fault.From && (Fault.Times == 0 || Hits - Fault.From < Fault.Times);
            Fired += due ? 1 : 0;
            return due;
        }
    }
}
