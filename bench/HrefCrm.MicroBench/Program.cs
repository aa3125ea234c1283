using System.Text.Json;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using HrefCrm.MicroBench;

var results = args.SkipWhile(a => a != "--out").ElementAtOrDefault(1) ?? "bench/results";
var config = DefaultConfig.Instance.WithArtifactsPath(".data/bench/micro");
var summary = BenchmarkRunner.Run<IntakePieces>(config);
if (summary.Reports.Any(r => r.ResultStatistics is null))
    return 1;
Directory.CreateDirectory(results);
File.WriteAllText(
    Path.Combine(results, "micro.json"),
    JsonSerializer.Serialize(
        summary.Reports.Select(r => new
        {
            Name = r.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''),
            Nanoseconds = Math.Round(r.ResultStatistics!.Mean, 1),
            Bytes = r.GcStats.GetBytesAllocatedPerOperation(r.BenchmarkCase) ?? 0,
        }),
        IntakePieces.Json) + "\n");
return 0;
