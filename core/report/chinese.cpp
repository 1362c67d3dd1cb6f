// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/chinese.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace stillhouse::report {

namespace {

struct Pair {
    const char *english, *chinese;
};

const Pair kPairs[] = {
    // Measures and subjects
    {"Teacher", "教师模型"},
    {"Student", "学生模型"},
    {"Strategy A", "策略 A"},
    {"Strategy B", "策略 B"},
    {"Measure", "指标"},
    {"Accuracy", "准确率"},
    {"Precision", "精确率"},
    {"Recall", "召回率"},
    {"F1", "F1"},
    {"Area under ROC", "ROC 曲线下面积"},
    {"Calibration error", "校准误差"},
    {"Perplexity", "困惑度"},
    {"KL to the teacher, nats", "与教师的 KL，nat"},
    {"Agreement with the teacher", "与教师的一致率"},
    {"Latency p50, ms", "延迟 p50，毫秒"},
    {"Latency p99, ms", "延迟 p99，毫秒"},
    {"Parameters", "参数量"},
    {"Parameters, % of the teacher", "参数量，占教师 %"},
    {"File, MiB", "文件，MiB"},
    {"File, % of the teacher", "文件，占教师 %"},
    {"Training, s", "训练，秒"},
    {"Test examples", "测试样本数"},
    {"B − A", "B − A"},
    {"simulated", "模拟"},
    // Headings
    {"Comparison of compressed models with their teacher · run %1 · %2", "压缩模型与教师模型的比较 · 运行 %1 · %2"},
    {"Stillhouse %1 · every number was measured in this run; intervals are 95 %", "Stillhouse %1 · 所有数字均在本次运行中测得；区间为 95 %"},
    {"Gates", "门槛"},
    {"Paired tests", "配对检验"},
    {"Other programs, as imported", "其他程序（导入的测量）"},
    {"What the numbers do not say", "这些数字没有说明什么"},
    {"Where they come from", "数字从何而来"},
    {"The experiment as it was run", "实际运行的实验文档"},
    // Findings
    {"B − A = %1 points (95 % interval %2 to %3; %4, %5)", "B − A = %1 个百分点（95 % 区间 %2 至 %3；%4，%5）"},
    {"B − A = %1 (95 % interval %2 to %3; %4, %5)", "B − A = %1（95 % 区间 %2 至 %3；%4，%5）"},
    {"%1 does not tell A and B apart: %2.", "从%1看不出 A 与 B 的差别：%2。"},
    {"Strategy A is better in %1: %2.", "策略 A 的%1更好：%2。"},
    {"Strategy B is better in %1: %2.", "策略 B 的%1更好：%2。"},
    {"%1 %2 (95 % interval %3 to %4)", "%1 %2（95 % 区间 %3 至 %4）"},
    {", teacher %1", "，教师 %1"},
    {" (%1)", "（%1）"},
    {".", "。"},
    {" %1 % of the teacher's parameters, %2 % of its file.", "参数量为教师的 %1 %，文件为其 %2 %。"},
    {" A request takes %1 ms at the median, the teacher's %2 ms (%3 times as fast).", "一次请求的中位延迟为 %1 毫秒，教师为 %2 毫秒（速度为 %3 倍）。"},
    {" Its number format is simulated: its latency says nothing about speed.", "其数值格式是模拟的：延迟不代表速度。"},
    {"%1: %2", "%1：%2"},
    {"The data is synthetic: a program wrote it, and these numbers say nothing about real cases.", "数据是合成的：由程序写成，这些数字不说明真实情况。"},
    {"The run did not end as planned (%1): what it measured before stands here.", "运行没有按计划结束（%1）：此处是之前测得的结果。"},
    {"running", "运行中"},
    {"cancelled", "已停止"},
    {"failed", "失败"},
    {"interrupted", "已中断"},
    {"%1, %2 − %3: %4 (95 % interval %5 to %6); %7, %8", "%1，%2 − %3：%4（95 % 区间 %5 至 %6）；%7，%8"},
    {"; right in the second alone %1, in the first alone %2", "；仅后者正确 %1 例，仅前者正确 %2 例"},
    {"%1: not measured", "%1：未测量"},
    {"%1: passed, %2", "%1：通过，%2"},
    {"%1: missed, %2", "%1：未达到，%2"},
    {"; its 95 % interval reaches past the limit", "；其 95 % 区间越过了界限"},
    {"Model", "模型"},
    {"Test", "测试"},
    {"Tokens/s", "词元/秒"},
    {"Threads", "线程"},
    {"Measured by", "测量者"},
    // Pictures
    {"%1 with 95 % intervals", "%1（含 95 % 区间）"},
    {"Latency of a request", "一次请求的延迟"},
    {"milliseconds", "毫秒"},
    {"share of requests at or below", "不超过该延迟的请求占比"},
    {"%1, simulated", "%1（模拟）"},
    {"Training loss", "训练损失"},
    {"Training loss, %1", "训练损失，%1"},
    {"step", "步"},
    {"loss", "损失"},
    // Origin
    {"Run", "运行"},
    {", forked from %1", "，分支自 %1"},
    {"Started", "开始"},
    {"Seed", "随机种子"},
    {"Training on", "训练设备"},
    {"Engine", "引擎"},
    {"Data", "数据"},
    {"Data hash", "数据哈希"},
    {"Document", "实验文档"},
    {"SHA-256 %1 (paths below the project)", "SHA-256 %1（路径相对于项目）"},
    {"%1 layers, %2 wide, %3 heads, FFN %4", "%1 层，宽 %2，%3 个头，FFN %4"},
    {"Stages", "阶段"},
    {"%1: %2 requests, threads: %3, %4, %5", "%1：%2 次请求，线程：%3，%4，%5"},
    {"Latency", "延迟"},
    {"Processor", "处理器"},
    {"Note", "备注"},
    {"%1 s", "%1 秒"},
    {"%1 min %2 s", "%1 分 %2 秒"},
    {"%1 h %2 min", "%1 小时 %2 分"},
    // Caveats
    {"The data is synthetic: a program wrote it from a hidden rule, and nothing follows for real cases.", "数据是合成的：由程序按隐藏规则写成，对真实情况没有任何推论。"},
    {"One training run with one seed: another seed gives other weights, and the intervals do not hold that spread. They are over the test examples alone.",
     "一次训练、一个随机种子：换种子会得到不同的权重，区间不含这部分波动，只反映测试样本的不确定性。"},
    {"Only %1 test examples: small differences cannot show.", "测试样本只有 %1 个：小的差别显示不出来。"},
    {"%1 tests were made and none is corrected for the others: of twenty tests without any difference, one is expected below p = 0.05.",
     "共做了 %1 次检验，未做多重比较校正：在没有任何差别的二十次检验中，预期会有一次 p 小于 0.05。"},
    {"Simulated formats are computed in floating point: their loss is real, their speed and size on a device are not.",
     "模拟格式以浮点计算：损失是真实的，设备上的速度与大小不是。"},
    {"Latency was measured on the processor named below, all models in turns in one process; other machines give other times.",
     "延迟在下列处理器上测得，各模型在同一进程中轮流测量；其他机器的时间会不同。"},
    {"Other programs' rows were measured by them, perhaps on another machine: compare them only where processor and threads are the same.",
     "其他程序的数据由它们自己测得，可能来自另一台机器：只有处理器和线程数相同时才可比较。"},
};

} // namespace

const char* chineseOf(const char* english) {
    const auto found = std::find_if(std::begin(kPairs), std::end(kPairs), [english](const Pair& pair) { return std::string_view(pair.english) == english; });
    return found == std::end(kPairs) ? nullptr : found->chinese;
}

} // namespace stillhouse::report
