// The runs mostly wait: for leases of crashed workers to end, and for the time after which a lost filing may be sent again.
[assembly: Xunit.v3.Parallelization(MaxThreads = 2)]
