// Some tests watch the clock ("within a second"), so nothing else runs beside them.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
