<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Stillhouse</source>
        <translation>关于 Stillhouse</translation>
    </message>
    <message>
        <source>A desktop workbench for compressing language models. Free software under the GNU General Public License, version 3 or later. Nothing leaves this machine unless you name where it goes.</source>
        <translation>用于压缩语言模型的桌面工作台。遵循 GNU 通用公共许可证第 3 版或更高版本的自由软件。除非您指明去处，任何数据都不会离开本机。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation>未加载</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Cores and threads</source>
        <translation>核心数与线程数</translation>
    </message>
    <message>
        <source>Instruction sets</source>
        <translation>指令集</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>%1 GiB</source>
        <translation>%1 GiB</translation>
    </message>
    <message>
        <source>Matrix library</source>
        <translation>矩阵库</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
</context>
<context>
    <name>AdjudicationPage</name>
    <message>
        <source>Annotator</source>
        <translation>标注者</translation>
    </message>
    <message>
        <source>and</source>
        <translation>与</translation>
    </message>
    <message>
        <source>In common</source>
        <translation>共同样本</translation>
    </message>
    <message>
        <source>Examples that both labelled</source>
        <translation>两人都标注过的样本</translation>
    </message>
    <message>
        <source>Same label</source>
        <translation>相同标签</translation>
    </message>
    <message>
        <source>Observed agreement</source>
        <translation>观察一致率</translation>
    </message>
    <message>
        <source>Cohen&apos;s kappa: agreement beyond chance; 1 is perfect, 0 is what chance gives</source>
        <translation>Cohen κ：超出偶然的一致程度；1 为完全一致，0 为偶然所能达到的程度</translation>
    </message>
    <message>
        <source>95 %</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>Large-sample interval (Fleiss, Cohen and Everitt 1969)</source>
        <translation>大样本区间（Fleiss、Cohen 和 Everitt，1969）</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>Both used one and the same label alone: κ says nothing</source>
        <translation>两人都只用了同一个标签：κ 不说明任何问题</translation>
    </message>
    <message>
        <source>%1 down, %2 across</source>
        <translation>行：%1，列：%2</translation>
    </message>
    <message>
        <source>%1 said %2</source>
        <translation>%1 判为 %2</translation>
    </message>
    <message>
        <source>%1 said %2, %3 said %4</source>
        <translation>%1 标为 %2，%3 标为 %4</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>What %1 said</source>
        <translation>%1 的标注</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>已裁定</translation>
    </message>
    <message>
        <source>The label that counts</source>
        <translation>采用的标签</translation>
    </message>
    <message>
        <source>open</source>
        <translation>待定</translation>
    </message>
    <message>
        <source>Decide for %1</source>
        <translation>裁定为 %1</translation>
    </message>
    <message>
        <source>Decide for %1 (key %2)</source>
        <translation>裁定为 %1（按键 %2）</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>%1 annotators · they differ on %2 examples · %3 of them decided</source>
        <translation>%1 位标注者 · 有 %2 个样本意见不一 · 其中 %3 个已裁定</translation>
    </message>
    <message>
        <source>Where they differ</source>
        <translation>不一致之处</translation>
    </message>
    <message>
        <source>They gave the same label to every example that both labelled</source>
        <translation>两人对双方都标注过的每个样本都给出了相同的标签</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>一致率</translation>
    </message>
    <message>
        <source>Back to the data</source>
        <translation>返回数据</translation>
    </message>
    <message>
        <source>Agreement of every two</source>
        <translation>每两人之间的一致率</translation>
    </message>
    <message>
        <source>How often one said one label and the other another</source>
        <translation>一人标为某标签、另一人标为另一标签的次数</translation>
    </message>
    <message>
        <source>Text of the selected example</source>
        <translation>所选样本的文本</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>No decision</source>
        <translation>未裁定</translation>
    </message>
    <message>
        <source>Takes the decision on this example back (0)</source>
        <translation>撤回对此样本的裁定（0）</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Keys: 1–9 decide, 0 takes the decision back, S skip, Ctrl+Z undo, Ctrl+Y redo, Esc back. The decided label counts in lists, exports and runs.</source>
        <translation>按键：1–9 裁定，0 撤回裁定，S 跳过，Ctrl+Z 撤销，Ctrl+Y 重做，Esc 返回。列表、导出和运行均采用裁定的标签。</translation>
    </message>
    <message>
        <source>No two people have labelled the same example yet</source>
        <translation>还没有两人标注过同一个样本</translation>
    </message>
    <message>
        <source>Let a second person enter their name under Annotator, tick &quot;My labels alone&quot; and label the same examples. Labels given elsewhere come in with stillhouse-cli dataset annotate.</source>
        <translation>请第二个人在“标注者”处输入姓名，勾选“仅我的标签”，并标注相同的样本。在别处给出的标签可用 stillhouse-cli dataset annotate 导入。</translation>
    </message>
</context>
<context>
    <name>AttentionMaps</name>
    <message>
        <source>Query %1
Key %2
Weight %3</source>
        <translation>查询 %1
键 %2
权重 %3</translation>
    </message>
    <message>
        <source>Layer %1, head %2</source>
        <translation>第 %1 层，第 %2 头</translation>
    </message>
    <message>
        <source>%1 % of the weight on the first token</source>
        <translation>%1 % 的权重在首个词元上</translation>
    </message>
    <message>
        <source>not in this layer</source>
        <translation>此层没有</translation>
    </message>
</context>
<context>
    <name>AttentionPanel</name>
    <message>
        <source>student − teacher</source>
        <translation>学生 − 教师</translation>
    </message>
    <message>
        <source>Needs both maps</source>
        <translation>需要两张图</translation>
    </message>
    <message>
        <source>The models cut the text into different tokens</source>
        <translation>两个模型对文本的词元切分不同</translation>
    </message>
    <message>
        <source>KL(teacher ‖ student) %1 nats · largest difference %2</source>
        <translation>KL(教师 ‖ 学生) %1 奈特 · 最大差异 %2</translation>
    </message>
    <message>
        <source>The engine is still loading</source>
        <translation>引擎仍在加载</translation>
    </message>
    <message>
        <source>Show the maps of this text (Ctrl+Enter)</source>
        <translation>显示此文本的注意力图（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Type a text first</source>
        <translation>请先输入文本</translation>
    </message>
    <message>
        <source>Waiting for the next training step…</source>
        <translation>正在等待下一个训练步…</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>Student %1 at step %2, live</source>
        <translation>学生 %1，第 %2 步，实时</translation>
    </message>
    <message>
        <source>Student %1 at step %2</source>
        <translation>学生 %1，第 %2 步</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens left out at the start</source>
        <translation>
            <numerusform>开头略去 %n 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>Student %1, step %2</source>
        <translation>学生 %1，第 %2 步</translation>
    </message>
    <message>
        <source>Student</source>
        <translation>学生</translation>
    </message>
    <message>
        <source>Switch Live on, or press Show</source>
        <translation>请打开“实时”，或按“显示”</translation>
    </message>
    <message>
        <source>No student yet: run a strategy</source>
        <translation>还没有学生：请运行一种策略</translation>
    </message>
    <message>
        <source>Choose a teacher and press Show</source>
        <translation>请选择教师并按“显示”</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>What each head of teacher and student looks at in one text. Rows are the tokens that look, columns what they look at.</source>
        <translation>教师和学生的每个头在一段文本中关注什么。行是发出关注的词元，列是被关注的词元。</translation>
    </message>
    <message>
        <source>A text, as it stands in the data</source>
        <translation>一段文本，与数据中的写法相同</translation>
    </message>
    <message>
        <source>Text whose attention is shown</source>
        <translation>要显示注意力的文本</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Another example</source>
        <translation>换一个样本</translation>
    </message>
    <message>
        <source>Tokens at most</source>
        <translation>词元上限</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Follows the student in training; takes 5 % of its time at most, and none while this page is hidden</source>
        <translation>跟随训练中的学生；最多占用其 5 % 的时间，此页隐藏时不占用</translation>
    </message>
    <message>
        <source>Match layers and heads</source>
        <translation>匹配层和头</translation>
    </message>
    <message>
        <source>Choosing a layer or head in one model chooses the one at the same depth in the other</source>
        <translation>在一个模型中选择层或头时，另一个模型会选中相同深度的层或头</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>教师</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>key: the token looked at</source>
        <translation>键：被关注的词元</translation>
    </message>
    <message>
        <source>query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>All heads of the teacher</source>
        <translation>教师的所有头</translation>
    </message>
    <message>
        <source>All heads of the student</source>
        <translation>学生的所有头</translation>
    </message>
    <message>
        <source>head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>What do the heads look at?</source>
        <translation>各个头在关注什么？</translation>
    </message>
    <message>
        <source>Type a text above, or take an example of the project&apos;s data.</source>
        <translation>在上方输入文本，或取用项目数据中的一个样本。</translation>
    </message>
    <message>
        <source>Take an example</source>
        <translation>取一个样本</translation>
    </message>
</context>
<context>
    <name>AttentionView</name>
    <message>
        <source>%1: layer %2, head %3</source>
        <comment>whose map</comment>
        <translation>%1：第 %2 层，第 %3 头</translation>
    </message>
    <message>
        <source>attention weight</source>
        <translation>注意力权重</translation>
    </message>
    <message>
        <source>This layer has no such head</source>
        <translation>此层没有这个头</translation>
    </message>
    <message>
        <source>Entropy %1 nats · looks back %2 tokens · %3 % on the first token</source>
        <translation>熵 %1 奈特 · 回看 %2 个词元 · %3 % 在首个词元上</translation>
    </message>
    <message>
        <source>Means over the tokens: entropy of a token&apos;s weights, distance of what it looks at, weight on the first token</source>
        <translation>对词元取的平均值：词元权重的熵、与所关注词元的距离、首个词元上的权重</translation>
    </message>
    <message>
        <source>Layer of: %1</source>
        <translation>层：%1</translation>
    </message>
    <message>
        <source>Head of: %1</source>
        <translation>头：%1</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>key: the token looked at</source>
        <translation>键：被关注的词元</translation>
    </message>
    <message>
        <source>query</source>
        <translation>查询</translation>
    </message>
</context>
<context>
    <name>BoxPlot</name>
    <message>
        <source>median %1</source>
        <translation>中位数 %1</translation>
    </message>
    <message>
        <source>quartiles %1 to %2</source>
        <translation>四分位数 %1 至 %2</translation>
    </message>
    <message>
        <source>whiskers %1 to %2</source>
        <translation>须线 %1 至 %2</translation>
    </message>
    <message>
        <source>beyond them: %1 of %2, farthest %3</source>
        <translation>超出部分：%2 个中的 %1 个，最远 %3</translation>
    </message>
</context>
<context>
    <name>CascadeGain</name>
    <message>
        <source>%1 with LoRA: accuracy %2 → %3, %4 points (95 % interval %5 to %6; %7, %8)</source>
        <translation>%1 加 LoRA：准确率 %2 → %3，%4 个百分点（95 % 区间 %5 至 %6；%7，%8）</translation>
    </message>
    <message>
        <source>wrong → right %1, right → wrong %2</source>
        <translation>由错变对 %1，由对变错 %2</translation>
    </message>
    <message>
        <source>%1 % of the parameters trained (%2 of %3)</source>
        <translation>训练了 %1 % 的参数（%3 中的 %2）</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Search every action</source>
        <translation>搜索所有操作</translation>
    </message>
    <message>
        <source>Actions found</source>
        <translation>找到的操作</translation>
    </message>
    <message>
        <source>No action has these letters in this order</source>
        <translation>没有操作依次包含这些字母</translation>
    </message>
</context>
<context>
    <name>CompareChanges</name>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>The document does not name it: the program&apos;s default holds, or there is no such stage</source>
        <translation>文档未写明此项：采用程序的默认值，或没有这样的阶段</translation>
    </message>
    <message>
        <source>Choose two runs, here or in the table above</source>
        <translation>请在此处或上方表格中选择两个运行</translation>
    </message>
    <message>
        <source>The two documents are the same</source>
        <translation>两个文档相同</translation>
    </message>
    <message>
        <source>Keys that differ: %1</source>
        <translation>不同的键：%1</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Old</source>
        <translation>旧值</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新值</translation>
    </message>
    <message>
        <source>Older run</source>
        <translation>较早的运行</translation>
    </message>
    <message>
        <source>Newer run</source>
        <translation>较新的运行</translation>
    </message>
    <message>
        <source>Keys of the two documents that differ</source>
        <translation>两份文档中不同的键</translation>
    </message>
</context>
<context>
    <name>CompareClaims</name>
    <message>
        <source>met</source>
        <translation>达标</translation>
    </message>
    <message>
        <source>not met</source>
        <translation>未达到</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>, not sure</source>
        <translation>，不确定</translation>
    </message>
    <message>
        <source>The 95 % interval reaches over the limit: another sample of test examples may decide otherwise</source>
        <translation>95 % 区间越过限值：换一组测试样本，结论可能不同</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>The brief says</source>
        <translation>任务书的要求</translation>
    </message>
    <message>
        <source>Claimed</source>
        <translation>声明值</translation>
    </message>
    <message>
        <source>Measured here</source>
        <translation>本机测量</translation>
    </message>
    <message>
        <source>The best measured model, with its 95 % interval</source>
        <translation>实测最佳的模型，附 95 % 区间</translation>
    </message>
    <message>
        <source>Run and model</source>
        <translation>运行与模型</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>How many of the measured models keep the claim</source>
        <translation>实测模型中达到该要求的数目</translation>
    </message>
    <message>
        <source>What was measured</source>
        <translation>测量内容</translation>
    </message>
    <message>
        <source>Every run of the project</source>
        <translation>项目的所有运行</translation>
    </message>
    <message>
        <source>The selected runs</source>
        <translation>所选运行</translation>
    </message>
    <message>
        <source>Which runs the claims are held against</source>
        <translation>声明与哪些运行对照</translation>
    </message>
    <message>
        <source>The best measured model stands for each claim. What no run has measured stays open.</source>
        <translation>每项声明以测得的最佳模型为准。没有任何运行测量过的仍为待定。</translation>
    </message>
    <message>
        <source>Show this run</source>
        <translation>显示此运行</translation>
    </message>
    <message>
        <source>The brief&apos;s claims and what was measured</source>
        <translation>任务书的声明与实测结果</translation>
    </message>
    <message>
        <source>%1 met · %2 not met · %3 not measured</source>
        <translation>%1 项达标 · %2 项未达到 · %3 项未测量</translation>
    </message>
</context>
<context>
    <name>CompareCosts</name>
    <message>
        <source>simulated</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>This machine only simulates the format: its time is not the format&apos;s</source>
        <translation>本机只是模拟该格式：所测时间不代表该格式的时间</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Mean latency, ms</source>
        <translation>平均延迟，毫秒</translation>
    </message>
    <message>
        <source>Of a whole request, with its 95 % interval</source>
        <translation>整个请求的延迟，附 95 % 区间</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Cost per million</source>
        <translation>每百万次成本</translation>
    </message>
    <message>
        <source>In the currency of the price</source>
        <translation>以该价格的货币计</translation>
    </message>
    <message>
        <source>% of the teacher</source>
        <translation>占教师的 %</translation>
    </message>
    <message>
        <source>Price of a CPU hour, in any currency</source>
        <translation>每 CPU 小时的价格，货币不限</translation>
    </message>
    <message>
        <source>The selected runs</source>
        <translation>所选的运行</translation>
    </message>
    <message>
        <source>Every run of the project</source>
        <translation>项目的所有运行</translation>
    </message>
    <message>
        <source>Which runs are shown</source>
        <translation>显示哪些运行</translation>
    </message>
    <message>
        <source>Cost of a million requests = mean latency (ms) ÷ 3,600,000 ms per hour × threads × 1,000,000 × price. Every thread counts as busy, one request follows the other; memory, network and idle machines are not in it.</source>
        <translation>一百万次请求的成本 = 平均延迟（毫秒）÷ 3,600,000 毫秒/小时 × 线程数 × 1,000,000 × 价格。每个线程都按满载计算，请求逐个进行；不含内存、网络和闲置机器的费用。</translation>
    </message>
    <message>
        <source>Cost per million requests</source>
        <translation>每百万次请求的成本</translation>
    </message>
    <message>
        <source>Price of a CPU hour</source>
        <translation>CPU 每小时价格</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1（%2 至 %3）</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求数</translation>
    </message>
    <message>
        <source>That were timed</source>
        <translation>计时的请求</translation>
    </message>
    <message>
        <source>CPU h per million</source>
        <translation>每百万次 CPU 小时</translation>
    </message>
    <message>
        <source>Hours of one processor core for a million requests</source>
        <translation>一百万次请求占用单个处理器核心的小时数</translation>
    </message>
</context>
<context>
    <name>CompareCurves</name>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>nats per token</source>
        <translation>奈特/词元</translation>
    </message>
    <message>
        <source>Validation accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>share of examples</source>
        <translation>样本占比</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Temperature τ</source>
        <translation>温度 τ</translation>
    </message>
    <message>
        <source>no unit</source>
        <translation>无单位</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>per step</source>
        <translation>每步</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>L2 norm, before clipping</source>
        <translation>L2 范数，裁剪前</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>reward model&apos;s score</source>
        <translation>奖励模型的得分</translation>
    </message>
    <message>
        <source>KL to the policy at the start</source>
        <translation>与起始策略的 KL</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>奈特</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>bytes resident</source>
        <translation>常驻字节数</translation>
    </message>
    <message>
        <source>step, stage after stage</source>
        <translation>步，各阶段依次相接</translation>
    </message>
    <message>
        <source>The first %1 of %2 selected runs are drawn</source>
        <translation>绘制了 %2 个所选运行中的前 %1 个</translation>
    </message>
    <message>
        <source>Selected runs: %1</source>
        <translation>所选运行：%1</translation>
    </message>
    <message>
        <source>Select more runs in the table above (Ctrl or Shift and a click) to lay their curves over each other</source>
        <translation>在上方表格中选择更多运行（按住 Ctrl 或 Shift 并单击），即可将其曲线叠放在一起</translation>
    </message>
    <message>
        <source>Which curve is shown</source>
        <translation>显示哪条曲线</translation>
    </message>
    <message>
        <source>The selected runs recorded no curve</source>
        <translation>所选运行没有记录曲线</translation>
    </message>
</context>
<context>
    <name>CompareExamples</name>
    <message>
        <source>%1 against %2</source>
        <translation>%1 对 %2</translation>
    </message>
    <message>
        <source>All differences</source>
        <translation>全部差异</translation>
    </message>
    <message>
        <source>Right → wrong</source>
        <translation>对 → 错</translation>
    </message>
    <message>
        <source>Wrong → right</source>
        <translation>错 → 对</translation>
    </message>
    <message>
        <source>Both wrong</source>
        <translation>都错</translation>
    </message>
    <message>
        <source>Which two are compared</source>
        <translation>比较哪两个</translation>
    </message>
    <message>
        <source>Which differences are shown</source>
        <translation>显示哪些差异</translation>
    </message>
    <message>
        <source>Examples that differ</source>
        <translation>结果不同的样本</translation>
    </message>
    <message>
        <source>Examples: %1</source>
        <translation>样本：%1</translation>
    </message>
</context>
<context>
    <name>CompareLatency</name>
    <message>
        <source>Whole request</source>
        <translation>整个请求</translation>
    </message>
    <message>
        <source>Time to the first token</source>
        <translation>首词元时间</translation>
    </message>
    <message>
        <source>Prompt speed</source>
        <translation>提示处理速度</translation>
    </message>
    <message>
        <source>Decode speed</source>
        <translation>解码速度</translation>
    </message>
    <message>
        <source>%1, simulated</source>
        <translation>%1，模拟</translation>
    </message>
    <message>
        <source>native</source>
        <translation>原生</translation>
    </message>
    <message>
        <source>simulated, not a speed-up</source>
        <translation>模拟，不代表加速</translation>
    </message>
    <message>
        <source>%1: p50 %2 tokens/s · p90 %3 · p99 %4 · %5 measurements · %6 · threads: %7 · %8</source>
        <translation>%1：p50 %2 词元/秒 · p90 %3 · p99 %4 · %5 次测量 · %6 · 线程：%7 · %8</translation>
    </message>
    <message>
        <source>%1: p50 %2 ms · p90 %3 ms · p99 %4 ms · %5 requests · %6 · threads: %7 · %8</source>
        <translation>%1：p50 %2 毫秒 · p90 %3 毫秒 · p99 %4 毫秒 · %5 次请求 · %6 · 线程：%7 · %8</translation>
    </message>
    <message>
        <source>tokens per second</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>milliseconds</source>
        <translation>毫秒</translation>
    </message>
    <message>
        <source>Distribution of the measured speeds</source>
        <translation>测得速度的分布</translation>
    </message>
    <message>
        <source>Latency of a request</source>
        <translation>单个请求的延迟</translation>
    </message>
    <message>
        <source>share of measurements at or below</source>
        <translation>小于或等于该值的测量占比</translation>
    </message>
    <message>
        <source>share of requests at or below</source>
        <translation>不超过该值的请求占比</translation>
    </message>
    <message>
        <source>Median, quartiles, and whiskers to 1.5 times their distance</source>
        <translation>中位数、四分位数，须线至四分位距的 1.5 倍</translation>
    </message>
    <message>
        <source>Which measurement is shown</source>
        <translation>显示哪项测量</translation>
    </message>
    <message>
        <source>This run has no latency measurement</source>
        <translation>此运行没有延迟测量</translation>
    </message>
</context>
<context>
    <name>ComparePanel</name>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Differences (%1)</source>
        <translation>差异（%1）</translation>
    </message>
    <message>
        <source>accuracy %1
p50 %2 ms
%3
%4 parameters</source>
        <translation>准确率 %1
p50 %2 毫秒
%3
%4 个参数</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排比较</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>latency p50, ms</source>
        <translation>延迟 p50，毫秒</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>A finished run puts its models here</source>
        <translation>运行完成后，其模型会出现在这里</translation>
    </message>
    <message>
        <source>Nothing to compare yet</source>
        <translation>还没有可比较的内容</translation>
    </message>
    <message>
        <source>One run of both strategies fills this: accuracy with intervals, latency, sizes, and the examples on which they differ.</source>
        <translation>运行一次两种策略即可填满此页：带区间的准确率、延迟、大小，以及两者结果不同的样本。</translation>
    </message>
    <message>
        <source>Run both strategies</source>
        <translation>运行两种策略</translation>
    </message>
    <message>
        <source>on the frontier of all three</source>
        <translation>位于三者的前沿上</translation>
    </message>
    <message>
        <source>Area is the file size. The line is the frontier of accuracy and latency. Ringed: no model beats it in accuracy, latency and size together (%1). Hollow: simulated formats, which take no part. A click opens the run; times compare within a run, and between runs of the same machine and threads.</source>
        <translation>面积表示文件大小。连线是准确率与延迟的前沿。带圈：没有模型在准确率、延迟和大小上同时优于它（%1）。空心：模拟的格式，不参与比较。单击可打开运行；时间可在同一运行内比较，也可在机器和线程数相同的运行之间比较。</translation>
    </message>
    <message>
        <source>Pareto</source>
        <translation>帕累托</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>声明</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Other programs</source>
        <translation>其他程序</translation>
    </message>
    <message>
        <source>Accuracy, latency and size of every measured model</source>
        <translation>所有已测量模型的准确率、延迟和大小</translation>
    </message>
    <message>
        <source>Training curves of the selected runs over each other</source>
        <translation>所选运行的训练曲线叠加显示</translation>
    </message>
    <message>
        <source>What differs between the experiment documents of two runs</source>
        <translation>两个运行的实验文档有何不同</translation>
    </message>
    <message>
        <source>What the brief claims, beside what was measured here</source>
        <translation>任务书中的声明，与本机的测量结果对照</translation>
    </message>
    <message>
        <source>Cost per million requests</source>
        <translation>每百万次请求的成本</translation>
    </message>
    <message>
        <source>Accuracy over latency of every measured model</source>
        <translation>所有已测模型的准确率与延迟</translation>
    </message>
</context>
<context>
    <name>CompareRivals</name>
    <message>
        <source>Output of llama-bench -o jsonl</source>
        <translation>llama-bench -o jsonl 的输出</translation>
    </message>
    <message>
        <source>%1 measurements imported</source>
        <translation>已导入 %1 项测量</translation>
    </message>
    <message>
        <source>imported: %1</source>
        <translation>已导入：%1</translation>
    </message>
    <message>
        <source>measured here: %1</source>
        <translation>本机测量：%1</translation>
    </message>
    <message>
        <source>%1 to %2 over %3 samples</source>
        <translation>%1 至 %2，共 %3 次采样</translation>
    </message>
    <message>
        <source>Tokens per second, medians. Compare rows only where processor and threads are the same.</source>
        <translation>每秒词元数，中位数。仅比较处理器和线程数相同的行。</translation>
    </message>
    <message>
        <source>Import llama-bench rows…</source>
        <translation>导入 llama-bench 的行…</translation>
    </message>
    <message>
        <source>No speeds of other programs</source>
        <translation>没有其他程序的速度</translation>
    </message>
    <message>
        <source>llama-bench of llama.cpp measures a GGUF file; its output (-o jsonl), from this machine or another, becomes rows here and in the table of runs.</source>
        <translation>llama.cpp 的 llama-bench 可测量 GGUF 文件；其输出（-o jsonl），无论来自本机还是其他机器，都会成为此处和运行表中的行。</translation>
    </message>
    <message>
        <source>Speeds of other programs</source>
        <translation>其他程序的速度</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>pp: tokens of a prompt at once; tg: tokens one by one; @ d: behind so many cached ones</source>
        <translation>pp：一次处理提示的多个词元；tg：逐个生成词元；@ d：之前已缓存这么多词元</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Where from</source>
        <translation>来源</translation>
    </message>
</context>
<context>
    <name>CompareRuns</name>
    <message>
        <source>All runs</source>
        <translation>全部运行</translation>
    </message>
    <message>
        <source>Filter by name, tag, note, status</source>
        <translation>按名称、标签、备注、状态筛选</translation>
    </message>
    <message>
        <source>Filter the runs</source>
        <translation>筛选运行</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Lines: %1</source>
        <translation>行数：%1</translation>
    </message>
    <message>
        <source>Lines: %1 of %2</source>
        <translation>行数：%1 / %2</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Repeat this run</source>
        <translation>重复此运行</translation>
    </message>
    <message>
        <source>The same document again, with every value that was held by hand held at the same steps</source>
        <translation>再次使用同一文档，所有手动保持的值都在相同的步上保持</translation>
    </message>
</context>
<context>
    <name>CompareSide</name>
    <message>
        <source>Strategy A, strategy B and the teacher side by side</source>
        <translation>策略 A、策略 B 与教师并排比较</translation>
    </message>
    <message>
        <source>%1  %2: not measured</source>
        <translation>%1  %2：未测量</translation>
    </message>
    <message>
        <source>%1  %2: passed, %3</source>
        <translation>%1  %2：通过，%3</translation>
    </message>
    <message>
        <source>%1  %2: missed, %3</source>
        <translation>%1  %2：未达到，%3</translation>
    </message>
    <message>
        <source>%1 (95 % interval %2 to %3)</source>
        <translation>%1（95 % 区间 %2 至 %3）</translation>
    </message>
    <message>
        <source>%1 (95 % interval %2 to %3, reaches over the limit)</source>
        <translation>%1（95 % 区间 %2 至 %3，越过限值）</translation>
    </message>
</context>
<context>
    <name>ComparisonTable</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Area under ROC</source>
        <translation>ROC 曲线下面积</translation>
    </message>
    <message>
        <source>Calibration error</source>
        <translation>校准误差</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>KL to the teacher, nats</source>
        <translation>与教师的 KL，奈特</translation>
    </message>
    <message>
        <source>Agreement with the teacher</source>
        <translation>与教师的一致率</translation>
    </message>
    <message>
        <source>Latency p50, ms</source>
        <translation>延迟 p50，毫秒</translation>
    </message>
    <message>
        <source>Latency p90, ms</source>
        <translation>延迟 p90，毫秒</translation>
    </message>
    <message>
        <source>Latency p99, ms</source>
        <translation>延迟 p99，毫秒</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Parameters, % of the teacher</source>
        <translation>参数量，占教师 %</translation>
    </message>
    <message>
        <source>File, MiB</source>
        <translation>文件，MiB</translation>
    </message>
    <message>
        <source>File, % of the teacher</source>
        <translation>文件，占教师 %</translation>
    </message>
    <message>
        <source>MFLOP per token</source>
        <translation>每词元 MFLOP</translation>
    </message>
    <message>
        <source>Training, s</source>
        <translation>训练，秒</translation>
    </message>
    <message>
        <source>Test examples</source>
        <translation>测试样本</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>significant</source>
        <translation>显著</translation>
    </message>
    <message>
        <source>not significant</source>
        <translation>不显著</translation>
    </message>
    <message>
        <source>B − A, 95 % interval %1 to %2; %3; right in the second only: %4, in the first only: %5</source>
        <translation>B − A，95 % 区间 %1 至 %2；%3；仅第二个答对：%4，仅第一个答对：%5</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Strategy A</source>
        <translation>策略 A</translation>
    </message>
    <message>
        <source>Strategy B</source>
        <translation>策略 B</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>教师</translation>
    </message>
    <message>
        <source>B − A</source>
        <translation>B − A</translation>
    </message>
</context>
<context>
    <name>CurveEditor</name>
    <message>
        <source>Point %1 of %2: t %3, τ %4</source>
        <translation>第 %1 点，共 %2 点：t %3，τ %4</translation>
    </message>
    <message>
        <source>Points: %1</source>
        <translation>点数：%1</translation>
    </message>
</context>
<context>
    <name>DataDetail</name>
    <message>
        <source>Label this example %1</source>
        <translation>将此样本标为 %1</translation>
    </message>
    <message>
        <source>Label this example %1 (key %2)</source>
        <translation>将此样本标为 %1（按键 %2）</translation>
    </message>
    <message>
        <source>Text of the selected example</source>
        <translation>所选样本的文本</translation>
    </message>
    <message>
        <source>Select a row to read it in full.</source>
        <translation>选择一行以阅读全文。</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>Accept (Enter)</source>
        <translation>接受（Enter）</translation>
    </message>
    <message>
        <source>Teacher suggests · entropy %1 nats</source>
        <translation>教师建议 · 熵 %1 奈特</translation>
    </message>
    <message>
        <source>Accept the suggested label %1</source>
        <translation>接受建议的标签 %1</translation>
    </message>
    <message>
        <source>Labels that the teacher suggests</source>
        <translation>教师建议的标签</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Mark this example to come back to it (F)</source>
        <translation>标记此样本，以便稍后返回（F）</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Go on without a label (S)</source>
        <translation>不加标签，继续下一个（S）</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take back the last change (Ctrl+Z)</source>
        <translation>撤回上一次更改（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Make the last change taken back again (Ctrl+Y)</source>
        <translation>重新应用最近撤销的更改（Ctrl+Y）</translation>
    </message>
    <message>
        <source>Keys: 1–9 label, 0 none, Enter the suggestion, F flag, S skip, Ctrl+Z undo, Ctrl+Y redo.</source>
        <translation>按键：1–9 标注，0 无标签，Enter 采用建议，F 标记，S 跳过，Ctrl+Z 撤销，Ctrl+Y 重做。</translation>
    </message>
    <message>
        <source>A label is on disk before the next example appears.</source>
        <translation>每次标注都会在显示下一个样本之前写入磁盘。</translation>
    </message>
</context>
<context>
    <name>DataImport</name>
    <message>
        <source>not used</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>No file chosen. Choose one, or drop it here.</source>
        <translation>尚未选择文件。请选择，或拖放到此处。</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>正在导入…</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Cancel the import</source>
        <translation>取消导入</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>%1 of %2  ·  %3/s  ·  %4 s left</source>
        <translation>%1 / %2  ·  %3/秒  ·  剩余 %4 秒</translation>
    </message>
    <message>
        <source>Choose a data file</source>
        <translation>选择数据文件</translation>
    </message>
    <message>
        <source>Data (*.jsonl *.ndjson *.json *.csv *.tsv *.txt);;All files (*)</source>
        <translation>数据 (*.jsonl *.ndjson *.json *.csv *.tsv *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Import data</source>
        <translation>导入数据</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Or combine columns</source>
        <translation>或组合多列</translation>
    </message>
    <message>
        <source>Subject: {subject}\n{text}</source>
        <translation>Subject: {subject}\n{text}</translation>
    </message>
    <message>
        <source>A template with column names in braces; \n is a line break. It replaces the prompt column.</source>
        <translation>花括号中为列名的模板；\n 表示换行。它取代提示列。</translation>
    </message>
    <message>
        <source>Source name</source>
        <translation>来源名称</translation>
    </message>
    <message>
        <source>written to rows that name none</source>
        <translation>写入未注明来源的行</translation>
    </message>
    <message>
        <source>Test, validation</source>
        <translation>测试、验证</translation>
    </message>
    <message>
        <source>Rows without a split are placed by a hash of their prompt, so equal prompts never stand on both sides.</source>
        <translation>未注明划分的行按提示的哈希值分配，因此相同的提示绝不会同时出现在两侧。</translation>
    </message>
    <message>
        <source>Skip and count bad rows</source>
        <translation>跳过并统计坏行</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation>前几行</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Recognise</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>Column of: %1</source>
        <translation>对应的列：%1</translation>
    </message>
    <message>
        <source>Prompt template</source>
        <translation>提示模板</translation>
    </message>
    <message>
        <source>Test part in percent</source>
        <translation>测试部分（百分比）</translation>
    </message>
    <message>
        <source>Validation part in percent</source>
        <translation>验证部分（百分比）</translation>
    </message>
    <message>
        <source>First rows of the file</source>
        <translation>文件的前几行</translation>
    </message>
    <message>
        <source>Import progress</source>
        <translation>导入进度</translation>
    </message>
    <message>
        <source>columns: %1</source>
        <translation>列数：%1</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>JSON 行</translation>
    </message>
    <message>
        <source>JSON array</source>
        <translation>JSON 数组</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>ShareGPT or messages</source>
        <translation>ShareGPT 或 messages</translation>
    </message>
    <message>
        <source>Preference pairs</source>
        <translation>偏好对</translation>
    </message>
</context>
<context>
    <name>DataOverview</name>
    <message>
        <source>no label</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>%1 more labels are not shown.</source>
        <translation>另有 %1 个标签未显示。</translation>
    </message>
    <message>
        <source>The largest class has %1 times the examples of the smallest.</source>
        <translation>最大类别的样本数是最小类别的 %1 倍。</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Student: %1 million parameters</source>
        <translation>学生：%1 百万参数</translation>
    </message>
    <message>
        <source>Class balance</source>
        <translation>类别分布</translation>
    </message>
    <message>
        <source>Splits</source>
        <translation>数据划分</translation>
    </message>
    <message>
        <source>To check</source>
        <translation>需要检查</translation>
    </message>
    <message>
        <source>Is it enough?</source>
        <translation>数据量是否足够？</translation>
    </message>
</context>
<context>
    <name>DataPanel</name>
    <message>
        <source>no label</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>Any label</source>
        <translation>任意标签</translation>
    </message>
    <message>
        <source>Any split</source>
        <translation>任意划分</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Any source</source>
        <translation>任意来源</translation>
    </message>
    <message>
        <source>%1 examples</source>
        <translation>%1 个样本</translation>
    </message>
    <message>
        <source>%1 of %2 examples</source>
        <translation>%1 / %2 个样本</translation>
    </message>
    <message>
        <source>No examples yet</source>
        <translation>还没有样本</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>未打开项目</translation>
    </message>
    <message>
        <source>Choose a file, or drop it here: JSONL, JSON, CSV, TSV, plain text, Alpaca, ShareGPT. Nothing leaves this machine.</source>
        <translation>选择文件，或拖放到此处：JSONL、JSON、CSV、TSV、纯文本、Alpaca、ShareGPT。数据不会离开本机。</translation>
    </message>
    <message>
        <source>Open a project folder, or the sample project, to see its examples.</source>
        <translation>打开项目文件夹或示例项目以查看样本。</translation>
    </message>
    <message>
        <source>Import data…</source>
        <translation>导入数据…</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Search prompts and responses</source>
        <translation>搜索提示和回答</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Show only this label</source>
        <translation>仅显示此标签</translation>
    </message>
    <message>
        <source>Show only this split</source>
        <translation>仅显示此划分</translation>
    </message>
    <message>
        <source>Show only this source</source>
        <translation>仅显示此来源</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Compare answers…</source>
        <translation>比较回答…</translation>
    </message>
    <message>
        <source>Judge two answers to one prompt; strategy B&apos;s reward model learns from it</source>
        <translation>评判同一提示的两个回答；策略 B 的奖励模型会从中学习</translation>
    </message>
</context>
<context>
    <name>Demo</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>正在等待轮到它</translation>
    </message>
    <message>
        <source>Opening the model</source>
        <translation>正在打开模型</translation>
    </message>
    <message>
        <source>Reading the prompt</source>
        <translation>正在读取提示</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>正在生成</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>没有回答</translation>
    </message>
    <message>
        <source>%1 tokens at the start of the prompt did not fit and were left out</source>
        <translation>提示开头的 %1 个词元放不下，已略去</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 个参数</translation>
    </message>
    <message>
        <source>simulated: its speed is not the format&apos;s</source>
        <translation>模拟：其速度不是该格式的速度</translation>
    </message>
    <message>
        <source>Time to first token</source>
        <translation>首个词元时间</translation>
    </message>
    <message>
        <source>From the prompt to the first token of an answer. Opening the model is not in it.</source>
        <translation>从提示到回答的首个词元。不含打开模型的时间。</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>每秒词元数</translation>
    </message>
    <message>
        <source>Prompt tokens per second</source>
        <translation>每秒提示词元数</translation>
    </message>
    <message>
        <source>Of the text behind its first token</source>
        <translation>首个词元之后的文本</translation>
    </message>
    <message>
        <source>How fast the prompt was read</source>
        <translation>读取提示的速度</translation>
    </message>
    <message>
        <source>Total time</source>
        <translation>总时间</translation>
    </message>
    <message>
        <source>Until the last label or token was known</source>
        <translation>直到得出最后一个标签或词元</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Of the model&apos;s weights on disk</source>
        <translation>磁盘上模型权重的大小</translation>
    </message>
</context>
<context>
    <name>DemoCard</name>
    <message>
        <source>No model</source>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>✓ Right: the example is labelled %1</source>
        <translation>✓ 正确：该样本的标签为 %1</translation>
    </message>
    <message>
        <source>✗ Wrong: the example is labelled %1</source>
        <translation>✗ 错误：该样本的标签为 %1</translation>
    </message>
    <message>
        <source>Choose a model, or drop a folder, a packed file or a GGUF file here</source>
        <translation>选择模型，或将文件夹、打包文件或 GGUF 文件拖放到此处</translation>
    </message>
    <message>
        <source>Ready to answer</source>
        <translation>可以回答</translation>
    </message>
    <message>
        <source>Choose a model folder</source>
        <translation>选择模型文件夹</translation>
    </message>
    <message>
        <source>Choose a model file</source>
        <translation>选择模型文件</translation>
    </message>
    <message>
        <source>Models (%1)</source>
        <translation>模型（%1）</translation>
    </message>
    <message>
        <source>Model of version %1</source>
        <translation>版本 %1 的模型</translation>
    </message>
    <message>
        <source>Open another model</source>
        <translation>打开其他模型</translation>
    </message>
    <message>
        <source>Open another model for version %1</source>
        <translation>为版本 %1 打开另一个模型</translation>
    </message>
    <message>
        <source>A model folder…</source>
        <translation>模型文件夹…</translation>
    </message>
    <message>
        <source>A packed or GGUF file…</source>
        <translation>打包文件或 GGUF 文件…</translation>
    </message>
    <message>
        <source>Text of version %1</source>
        <translation>版本 %1 的文本</translation>
    </message>
    <message>
        <source>Label probabilities of version %1</source>
        <translation>版本 %1 的标签概率</translation>
    </message>
</context>
<context>
    <name>DemoColumnView</name>
    <message>
        <source>✓ Right</source>
        <translation>✓ 正确</translation>
    </message>
    <message>
        <source>✗ Wrong</source>
        <translation>✗ 错误</translation>
    </message>
    <message>
        <source>%1: not measured</source>
        <translation>%1：未测量</translation>
    </message>
    <message>
        <source>%1: passed, %2</source>
        <translation>%1：通过，%2</translation>
    </message>
    <message>
        <source>%1: missed, %2</source>
        <translation>%1：未达到，%2</translation>
    </message>
</context>
<context>
    <name>DemoPanel</name>
    <message>
        <source>Demo</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>One prompt, up to three versions side by side, from their packed weights.</source>
        <translation>同一提示，最多三个版本并排，直接使用各自的打包权重。</translation>
    </message>
    <message>
        <source>Versions of run</source>
        <translation>版本取自运行</translation>
    </message>
    <message>
        <source>Run whose versions are shown</source>
        <translation>显示其各版本的运行</translation>
    </message>
    <message>
        <source>No finished run yet</source>
        <translation>还没有已完成的运行</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>全屏演示</translation>
    </message>
    <message>
        <source>Full screen, large type (F11)</source>
        <translation>全屏，大字号（F11）</translation>
    </message>
    <message>
        <source>Demo: present full screen</source>
        <translation>演示：全屏展示</translation>
    </message>
    <message>
        <source>Demo: random example</source>
        <translation>演示：随机样本</translation>
    </message>
    <message>
        <source>No model to show yet</source>
        <translation>尚无可显示的模型</translation>
    </message>
    <message>
        <source>The teacher and the students of finished runs appear here by themselves. A model folder, a packed file or a GGUF file can be opened as well.</source>
        <translation>教师和已完成运行的学生会自动出现在这里。也可以打开模型文件夹、打包文件或 GGUF 文件。</translation>
    </message>
    <message>
        <source>Open the Teacher page</source>
        <translation>打开“教师”页</translation>
    </message>
    <message>
        <source>Show the three versions</source>
        <translation>显示三个版本</translation>
    </message>
    <message>
        <source>threads for each: %1</source>
        <translation>每个模型的线程数：%1</translation>
    </message>
    <message>
        <source>One model runs alone</source>
        <translation>单个模型独自运行</translation>
    </message>
    <message>
        <source>The models run at the same time and share the processor: latencies are longer than alone</source>
        <translation>各模型同时运行并共用处理器：延迟比单独运行时更长</translation>
    </message>
    <message>
        <source>The models run one after another with all threads: latencies compare</source>
        <translation>各模型依次使用所有线程运行：延迟可以相互比较</translation>
    </message>
    <message>
        <source>A run is going on: latencies would be measured beside it</source>
        <translation>有运行正在进行：此时测得的延迟会受其影响</translation>
    </message>
    <message>
        <source>Choose a model first</source>
        <translation>请先选择模型</translation>
    </message>
</context>
<context>
    <name>DemoPresentation</name>
    <message>
        <source>Labelled %1 in the data set</source>
        <translation>数据集中标为 %1</translation>
    </message>
    <message>
        <source>N next example   Enter ask   Esc leave</source>
        <translation>N 下一个样本   Enter 询问   Esc 退出</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Presentation</source>
        <translation>展示</translation>
    </message>
</context>
<context>
    <name>DemoSetup</name>
    <message>
        <source>Versions disagree (%1)</source>
        <translation>各版本不一致（%1）</translation>
    </message>
    <message>
        <source>Every version answers (Ctrl+Enter)</source>
        <translation>每个版本都作答（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Example %1 of the data set, labelled %2</source>
        <translation>数据集的样本 %1，标为 %2</translation>
    </message>
    <message>
        <source>Example %1 of the data set</source>
        <translation>数据集的样本 %1</translation>
    </message>
    <message>
        <source>Your own text</source>
        <translation>您自己的文本</translation>
    </message>
    <message>
        <source>Label of the task</source>
        <translation>任务的标签</translation>
    </message>
    <message>
        <source>Label and text</source>
        <translation>标签和文本</translation>
    </message>
    <message>
        <source>Text without the task</source>
        <translation>不含任务的文本</translation>
    </message>
    <message>
        <source>The prompt as it stands, without the task&apos;s template</source>
        <translation>提示按原样使用，不套用任务的模板</translation>
    </message>
    <message>
        <source>One after another</source>
        <translation>依次</translation>
    </message>
    <message>
        <source>At the same time</source>
        <translation>同时运行</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Models run</source>
        <translation>模型运行方式</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Tokens at most</source>
        <translation>词元上限</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>Always the most probable token: the same answer every time</source>
        <translation>始终取最可能的词元：每次回答都相同</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Type a prompt, or take an example</source>
        <translation>输入提示，或取用一个样本</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Random example</source>
        <translation>随机样本</translation>
    </message>
    <message>
        <source>An example of the test split, with its label</source>
        <translation>测试划分中的一个样本，带标签</translation>
    </message>
    <message>
        <source>Examples on which the versions of the run disagree</source>
        <translation>该运行各版本结果不一致的样本</translation>
    </message>
</context>
<context>
    <name>DemoSource</name>
    <message>
        <source>Teacher: %1</source>
        <translation>教师：%1</translation>
    </message>
    <message>
        <source>Student %1 before its quantizer: %2</source>
        <translation>学生 %1，量化前：%2</translation>
    </message>
    <message>
        <source>Student %1: %2</source>
        <translation>学生 %1：%2</translation>
    </message>
</context>
<context>
    <name>DifferencesTable</name>
    <message>
        <source>right → wrong</source>
        <translation>对 → 错</translation>
    </message>
    <message>
        <source>wrong → right</source>
        <translation>错 → 对</translation>
    </message>
    <message>
        <source>both wrong</source>
        <translation>都错</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>真实标签</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
</context>
<context>
    <name>DryRunBox</name>
    <message>
        <source>Check before running</source>
        <translation>运行前检查</translation>
    </message>
    <message>
        <source>The check is going on</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Checking paths, shapes and vocabulary, and measuring this machine</source>
        <translation>正在检查路径、形状和词表，并测量本机速度</translation>
    </message>
    <message>
        <source>The check estimates time, memory and disk, and verifies every path, before anything is run.</source>
        <translation>检查会在运行之前估算时间、内存和磁盘占用，并核实每个路径。</translation>
    </message>
    <message>
        <source>About &lt;b&gt;%1&lt;/b&gt; · peak memory &lt;b&gt;%2&lt;/b&gt; of %3 free · disk &lt;b&gt;%4&lt;/b&gt; of %5 free</source>
        <translation>约 &lt;b&gt;%1&lt;/b&gt; · 内存峰值 &lt;b&gt;%2&lt;/b&gt;（可用 %3）· 磁盘 &lt;b&gt;%4&lt;/b&gt;（可用 %5）</translation>
    </message>
</context>
<context>
    <name>EcdfPlot</name>
    <message>
        <source>%1  %2 % of %3</source>
        <translation>%1  %3 次中的 %2 %</translation>
    </message>
</context>
<context>
    <name>EndpointEditor</name>
    <message>
        <source>This system has no keychain service.</source>
        <translation>此系统没有钥匙串服务。</translation>
    </message>
    <message>
        <source>The keychain has no entry &quot;%1&quot; yet.</source>
        <translation>钥匙串中还没有条目“%1”。</translation>
    </message>
    <message>
        <source>The keychain refused: %1</source>
        <translation>钥匙串拒绝访问：%1</translation>
    </message>
    <message>
        <source>Type the key; it is stored under this name.</source>
        <translation>请输入密钥；它会以此名称存储。</translation>
    </message>
    <message>
        <source>Put the key into an environment variable, start the program with it, and choose that here.</source>
        <translation>请将密钥放入环境变量，带着该变量启动程序，然后在此处选择它。</translation>
    </message>
    <message>
        <source>Use an environment variable</source>
        <translation>使用环境变量</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Not connected.</source>
        <translation>未连接。</translation>
    </message>
    <message>
        <source>Connected. Models there: %1.</source>
        <translation>已连接。可用模型：%1。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>测试连接</translation>
    </message>
    <message>
        <source>Any OpenAI-compatible server that returns log-probabilities. Prompts are sent there; answers are kept in the project.</source>
        <translation>任何能返回对数概率的 OpenAI 兼容服务器。提示会发送到该服务器；回答保存在项目中。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Entry in the keychain</source>
        <translation>钥匙串中的条目</translation>
    </message>
    <message>
        <source>Key to store there</source>
        <translation>要存入的密钥</translation>
    </message>
    <message>
        <source>Environment variable with the key</source>
        <translation>保存密钥的环境变量</translation>
    </message>
    <message>
        <source>Requests per minute</source>
        <translation>每分钟请求数</translation>
    </message>
    <message>
        <source>Test the connection to see the models</source>
        <translation>测试连接以查看模型</translation>
    </message>
    <message>
        <source>Leave empty to use the stored one</source>
        <translation>留空则使用已存储的密钥</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>None needed, or in STILLHOUSE_API_KEY</source>
        <translation>无需密钥，或在 STILLHOUSE_API_KEY 中</translation>
    </message>
    <message>
        <source>In the system keychain</source>
        <translation>在系统钥匙串中</translation>
    </message>
    <message>
        <source>In an environment variable</source>
        <translation>在环境变量中</translation>
    </message>
    <message>
        <source>Use as teacher</source>
        <translation>用作教师</translation>
    </message>
</context>
<context>
    <name>EndpointPage</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>ErrorBar</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Details of the error</source>
        <translation>错误详情</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <comment>what happened — where</comment>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the whole message, for a report</source>
        <translation>复制完整消息，用于报告问题</translation>
    </message>
    <message>
        <source>Copy the message</source>
        <translation>复制消息</translation>
    </message>
</context>
<context>
    <name>EventTable</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
</context>
<context>
    <name>ExampleTable</name>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>字符数</translation>
    </message>
    <message>
        <source>%1 · %2 %</source>
        <comment>label and confidence</comment>
        <translation>%1 · %2 %</translation>
    </message>
    <message>
        <source>Decided: %1</source>
        <translation>已裁定：%1</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>My label</source>
        <translation>我的标签</translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>建议</translation>
    </message>
</context>
<context>
    <name>ExportPanel</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Writes a model for other programs, reads it back and compares its outputs with the original&apos;s.</source>
        <translation>为其他程序写出模型，再读回，并与原模型的输出比较。</translation>
    </message>
    <message>
        <source>No model to export</source>
        <translation>没有可导出的模型</translation>
    </message>
    <message>
        <source>Students of finished runs, quantized models and the teacher appear here by themselves. A model folder, a packed file or a GGUF file can be dropped on this page.</source>
        <translation>已完成运行的学生、量化后的模型和教师会自动出现在这里。也可以把模型文件夹、打包文件或 GGUF 文件拖放到此页。</translation>
    </message>
    <message>
        <source>Open a model folder…</source>
        <translation>打开模型文件夹…</translation>
    </message>
    <message>
        <source>Open a model file…</source>
        <translation>打开模型文件…</translation>
    </message>
    <message>
        <source>Nothing exported yet</source>
        <translation>尚未导出</translation>
    </message>
    <message>
        <source>What was written is read back at once; the largest difference of its outputs appears here.</source>
        <translation>写出的内容会立即读回；其输出的最大差异显示在这里。</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Exports of this session</source>
        <translation>本次会话的导出</translation>
    </message>
    <message>
        <source>Export the model</source>
        <translation>导出模型</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Largest logit error</source>
        <translation>最大 logit 误差</translation>
    </message>
    <message>
        <source>Between the model and what was written, read back</source>
        <translation>原模型与写出后读回的模型之间</translation>
    </message>
    <message>
        <source>KL, nats per token</source>
        <translation>KL，奈特/词元</translation>
    </message>
    <message>
        <source>KL(model ‖ written), mean over the tokens of the check</source>
        <translation>KL(模型 ‖ 写出)，检查所用词元的平均值</translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was written</source>
        <translation>导出已取消；没有写出任何内容</translation>
    </message>
    <message>
        <source>Written and checked: %1</source>
        <translation>已写出并检查：%1</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>Between the model and what was written, read back, over %1 tokens</source>
        <translation>原模型与写出后读回的模型之间，%1 个词元</translation>
    </message>
    <message>
        <source>KL(model ‖ written), mean over %1 tokens</source>
        <translation>KL(模型 ‖ 写出)，%1 个词元的平均值</translation>
    </message>
</context>
<context>
    <name>ExportSetup</name>
    <message>
        <source>Opening the model</source>
        <translation>正在打开模型</translation>
    </message>
    <message>
        <source>A run is going on: its latencies would be measured beside this work.</source>
        <translation>正在运行：同时进行此工作会影响其延迟测量。</translation>
    </message>
    <message>
        <source>Choose a model first.</source>
        <translation>请先选择模型。</translation>
    </message>
    <message>
        <source>Say where the model goes.</source>
        <translation>请指定模型的写出位置。</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>A file or a new folder</source>
        <translation>文件或新文件夹</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export the model</source>
        <translation>导出模型</translation>
    </message>
</context>
<context>
    <name>FfnBars</name>
    <message>
        <source>Layer %1 has no FFN</source>
        <translation>第 %1 层没有 FFN</translation>
    </message>
    <message>
        <source>Layer %1, %2 channels
CKA with the final stream %3
Length it adds to the stream %4 %</source>
        <translation>第 %1 层，%2 个通道
与最终残差流的 CKA：%3
为残差流增加的长度：%4 %</translation>
    </message>
    <message>
        <source>
Divergence without it %1 nats per token, folded %2</source>
        <translation>
移除后的散度 %1 奈特/词元，折叠后 %2</translation>
    </message>
    <message>
        <source>
Folds best into %1</source>
        <translation>
最适合折叠到 %1</translation>
    </message>
    <message>
        <source>, locked</source>
        <translation>，已锁定</translation>
    </message>
    <message>
        <source>, to be removed</source>
        <translation>，标记为移除</translation>
    </message>
    <message>
        <source>, would go</source>
        <translation>，将被移除</translation>
    </message>
    <message>
        <source>Relevance of each FFN</source>
        <translation>每个 FFN 的相关程度</translation>
    </message>
    <message>
        <source>As cut → folded</source>
        <translation>直接移除 → 折叠后</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>Share of the stream</source>
        <translation>占残差流的比例</translation>
    </message>
    <message>
        <source>Divergence, folded</source>
        <translation>折叠后的散度</translation>
    </message>
    <message>
        <source>CKA with the final stream</source>
        <translation>与最终残差流的 CKA</translation>
    </message>
</context>
<context>
    <name>FfnView</name>
    <message>
        <source>final</source>
        <translation>最终</translation>
    </message>
    <message>
        <source>final stream</source>
        <translation>最终残差流</translation>
    </message>
    <message>
        <source>FFN of layer %1</source>
        <translation>第 %1 层的 FFN</translation>
    </message>
    <message>
        <source>CKA %1</source>
        <translation>CKA %1</translation>
    </message>
    <message>
        <source>Not there</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>These FFNs were not measured together: the divergences of the single ones are added.</source>
        <translation>这些 FFN 未一起测量：此处为各自散度之和。</translation>
    </message>
    <message>
        <source>Divergence and accuracy are those without the removal of channels.</source>
        <translation>散度和准确率均未计入通道的移除。</translation>
    </message>
    <message>
        <source>Correlation of FFNs</source>
        <translation>FFN 的相关性</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>linear CKA</source>
        <translation>线性 CKA</translation>
    </message>
    <message>
        <source>FFNs to remove</source>
        <translation>要移除的 FFN</translation>
    </message>
    <message>
        <source>Channels of the others to remove, %</source>
        <translation>其余 FFN 要移除的通道，%</translation>
    </message>
    <message>
        <source>Needs what each channel is worth: tick it before computing</source>
        <translation>需要各通道的重要性：请在计算前勾选</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>先移除最小的</translation>
    </message>
    <message>
        <source>By what FFNs are ranked</source>
        <translation>FFN 的排序依据</translation>
    </message>
    <message>
        <source>correlation with the final stream (CKA)</source>
        <translation>与最终残差流的相关性（CKA）</translation>
    </message>
    <message>
        <source>share of the stream&apos;s length</source>
        <translation>占残差流长度的比例</translation>
    </message>
    <message>
        <source>divergence when folded alone</source>
        <translation>单独折叠时的散度</translation>
    </message>
    <message>
        <source>Fold into dense weights</source>
        <translation>折叠到稠密权重</translation>
    </message>
    <message>
        <source>What a removed FFN did is fitted by ridge least squares and added to a matrix that stays</source>
        <translation>用岭最小二乘拟合被移除的 FFN 的作用，并加到保留的矩阵上</translation>
    </message>
    <message>
        <source>Clear all marks</source>
        <translation>清除所有标记</translation>
    </message>
    <message>
        <source>Strokes: would go with this budget. Padlock: stays. Cross: goes in any case. Click a row to change it, or K keeps, X removes, F frees.</source>
        <translation>斜线：按此预算将被移除。挂锁：保留。叉号：无论如何都移除。单击某一行可更改其标记，或按 K 保留，按 X 移除，按 F 解除。</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>FFNs</source>
        <translation>FFN 数</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Operations, million per token</source>
        <translation>运算量，百万次/词元</translation>
    </message>
    <message>
        <source>A multiply-add is two; the token stands behind 64 others</source>
        <translation>一次乘加计为两次；该词元之前有 64 个词元</translation>
    </message>
    <message>
        <source>Predicted decoding, ms per token</source>
        <translation>预测解码时间，毫秒/词元</translation>
    </message>
    <message>
        <source>Native engine, F32: measured whole and with half of the FFN weights gone, a line between</source>
        <translation>原生引擎，F32：测量完整模型和移除一半 FFN 权重的模型，两者之间用直线连接</translation>
    </message>
    <message>
        <source>Divergence as cut → folded, nats</source>
        <translation>散度（直接移除 → 折叠后），奈特</translation>
    </message>
    <message>
        <source>Divergence as cut, nats</source>
        <translation>散度（直接移除），奈特</translation>
    </message>
    <message>
        <source>KL(original ‖ pruned) of the next token on the held-out part of the calibration</source>
        <translation>校准数据留出部分上，下一词元的 KL(原模型 ‖ 剪枝后)</translation>
    </message>
    <message>
        <source>Accuracy as cut → folded</source>
        <translation>准确率（直接移除 → 折叠后）</translation>
    </message>
    <message>
        <source>Accuracy as cut</source>
        <translation>准确率（直接移除）</translation>
    </message>
    <message>
        <source>%1 nats per token</source>
        <translation>%1 奈特/词元</translation>
    </message>
    <message>
        <source>On the validation split, nothing trained</source>
        <translation>在验证划分上，不作训练</translation>
    </message>
</context>
<context>
    <name>HelpDock</name>
    <message>
        <source>Find any action</source>
        <translation>查找任意操作</translation>
    </message>
    <message>
        <source>Go to a page of the rail</source>
        <translation>转到左侧导航的某一页</translation>
    </message>
    <message>
        <source>Run both strategies</source>
        <translation>运行两种策略</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Pause or resume the run</source>
        <translation>暂停或继续运行</translation>
    </message>
    <message>
        <source>Back to the page before</source>
        <translation>返回上一页</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Help on the page in front</source>
        <translation>当前页面的帮助</translation>
    </message>
</context>
<context>
    <name>HistogramPlot</name>
    <message>
        <source>%1 weights</source>
        <translation>%1 个权重</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>nearest level, its value</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
</context>
<context>
    <name>JobProgress</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 per second</source>
        <translation>每秒 %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>LabelBar</name>
    <message>
        <source>Opening the teacher</source>
        <translation>正在打开教师模型</translation>
    </message>
    <message>
        <source>All examples</source>
        <translation>所有样本</translation>
    </message>
    <message>
        <source>Not labelled by me</source>
        <translation>我未标注</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>Annotators differ</source>
        <translation>标注者不一致</translation>
    </message>
    <message>
        <source>Annotator</source>
        <translation>标注者</translation>
    </message>
    <message>
        <source>Your name: it goes with every label you give</source>
        <translation>您的姓名：会随您给出的每个标签一起保存</translation>
    </message>
    <message>
        <source>My labels alone</source>
        <translation>仅我的标签</translation>
    </message>
    <message>
        <source>Hides what others said, so that it does not sway you</source>
        <translation>隐藏他人的标注，以免影响您的判断</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Which examples to show</source>
        <translation>显示哪些样本</translation>
    </message>
    <message>
        <source>Most uncertain first</source>
        <translation>最不确定的优先</translation>
    </message>
    <message>
        <source>Sorts by the entropy of the suggested labels: where the teacher knows least, your label teaches most</source>
        <translation>按建议标签的熵排序：教师最没有把握之处，您的标签最有价值</translation>
    </message>
    <message>
        <source>Suggest labels</source>
        <translation>建议标签</translation>
    </message>
    <message>
        <source>Asks the teacher for the label of every example shown, from the selected one on; you can go on labelling</source>
        <translation>从所选样本起，向教师询问所显示的每个样本的标签；您可以继续标注</translation>
    </message>
    <message>
        <source>Agreement…</source>
        <translation>一致性…</translation>
    </message>
    <message>
        <source>How well annotators agree, and the examples to decide where they do not</source>
        <translation>标注者之间的一致程度，以及意见不一致、需要裁定的样本</translation>
    </message>
</context>
<context>
    <name>LayerMapEditor</name>
    <message>
        <source>Draw a line from a layer of the student to one of the teacher. Keys: arrows, Space joins, Delete takes away.</source>
        <translation>从学生的一层向教师的一层画线。按键：方向键移动，空格连接，Delete 移除。</translation>
    </message>
    <message>
        <source>Teacher&apos;s layers</source>
        <translation>教师的层</translation>
    </message>
    <message>
        <source>Student&apos;s layers</source>
        <translation>学生的层</translation>
    </message>
</context>
<context>
    <name>LayerView</name>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>%1 tokens × %2</source>
        <translation>%1 个词元 × %2</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>%1 heads, %2 key/value</source>
        <translation>%1 个头，%2 个键/值头</translation>
    </message>
    <message>
        <source>no attention</source>
        <translation>无注意力</translation>
    </message>
    <message>
        <source>feed-forward %1</source>
        <translation>前馈 %1</translation>
    </message>
    <message>
        <source>no feed-forward</source>
        <translation>无前馈</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>shares the embedding</source>
        <translation>与嵌入共享</translation>
    </message>
    <message>
        <source>%1 × %2 tokens</source>
        <translation>%1 × %2 个词元</translation>
    </message>
    <message>
        <source>Architecture layer by layer</source>
        <translation>逐层架构</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>前馈</translation>
    </message>
    <message>
        <source>Embedding, norms, output</source>
        <translation>嵌入、归一化、输出</translation>
    </message>
    <message>
        <source>%1: %2 parameters
attention %3, feed-forward %4, other %5
%6</source>
        <translation>%1：%2 个参数
注意力 %3，前馈 %4，其他 %5
%6</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>%1 (%2)</source>
        <comment>what it is (its key)</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Run both strategies</source>
        <translation>运行两种策略</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>停止运行</translation>
    </message>
    <message>
        <source>Stop at the next step; a checkpoint is kept (Ctrl+.)</source>
        <translation>在下一步停止，并保留检查点（Ctrl+.）</translation>
    </message>
    <message>
        <source>Find an action</source>
        <translation>查找操作</translation>
    </message>
    <message>
        <source>Find an action (Ctrl+K)</source>
        <translation>查找操作（Ctrl+K）</translation>
    </message>
    <message>
        <source>Open the sample project</source>
        <translation>打开示例项目</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Theme, language, threads (Ctrl+,)</source>
        <translation>主题、语言、线程（Ctrl+,）</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Help on this page (F1)</source>
        <translation>本页帮助（F1）</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>About Stillhouse</source>
        <translation>关于 Stillhouse</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Theme: follow the system</source>
        <translation>主题：跟随系统</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>主题：浅色</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>主题：深色</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>正在关闭</translation>
    </message>
    <message>
        <source>The run stops at its next step and writes a checkpoint, so that it can be resumed.</source>
        <translation>运行会在下一步停止并写入检查点，之后可以继续。</translation>
    </message>
    <message>
        <source>Open a project first</source>
        <translation>请先打开一个项目</translation>
    </message>
    <message>
        <source>A run is going on</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>The engine is still loading</source>
        <translation>引擎仍在加载</translation>
    </message>
    <message>
        <source>Choose a teacher on the Teacher page first</source>
        <translation>请先在“教师”页选择教师模型</translation>
    </message>
    <message>
        <source>Import data on the Data page first</source>
        <translation>请先在“数据”页导入数据</translation>
    </message>
    <message>
        <source>Add a stage to a strategy first</source>
        <translation>请先为某个策略添加阶段</translation>
    </message>
    <message>
        <source>Distil, prune and quantize with both strategies, then compare (Ctrl+R)</source>
        <translation>用两种策略进行蒸馏、剪枝和量化，然后比较（Ctrl+R）</translation>
    </message>
    <message>
        <source>Resume the run</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>Pause the run</source>
        <translation>暂停运行</translation>
    </message>
    <message>
        <source>Resume (Space)</source>
        <translation>继续（空格）</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>暂停（空格）</translation>
    </message>
    <message>
        <source>A run is going on in this project</source>
        <translation>此项目正在运行</translation>
    </message>
    <message>
        <source>Stop it before you open another project</source>
        <translation>打开其他项目前请先停止它</translation>
    </message>
    <message>
        <source>Open project: the folder that holds experiment.json</source>
        <translation>打开项目：选择包含 experiment.json 的文件夹</translation>
    </message>
    <message>
        <source>The run “%1” was interrupted before it ended</source>
        <translation>运行“%1”在结束前被中断</translation>
    </message>
    <message>
        <source>Resume continues from its newest checkpoint with the settings it was started with</source>
        <translation>“继续”会按启动时的设置，从最新的检查点接着运行</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Repeat this run with its overrides</source>
        <translation>连同手动干预重复此运行</translation>
    </message>
    <message>
        <source>The same document again, with every value that was held by hand held at the same steps</source>
        <translation>再次使用同一文档，所有手动保持的值都在相同的步上保持</translation>
    </message>
    <message>
        <source>Cascade: LoRA after strategy A</source>
        <translation>级联：策略 A 之后接 LoRA</translation>
    </message>
    <message>
        <source>Adds a LoRA fine-tuning behind strategy A, before its quantizer; Compare then shows what it gained</source>
        <translation>在策略 A 之后、其量化器之前添加 LoRA 微调；“比较”页随后显示由此获得的提升</translation>
    </message>
    <message>
        <source>This project may only be read: %1</source>
        <translation>此项目只读：%1</translation>
    </message>
    <message>
        <source>Look at it and compare its runs; to change or run it, make its folder writable or open a copy</source>
        <translation>可以查看并比较其运行；要更改或运行它，请将其文件夹设为可写，或打开一份副本</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Every action and its keys (Ctrl+/)</source>
        <translation>所有操作及其按键（Ctrl+/）</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>开始导览</translation>
    </message>
    <message>
        <source>A few words about the parts of the window</source>
        <translation>简要介绍窗口的各个部分</translation>
    </message>
    <message>
        <source>This project may only be read</source>
        <translation>此项目只读</translation>
    </message>
    <message>
        <source>Stillhouse ended unexpectedly the last time</source>
        <translation>Stillhouse 上次意外退出</translation>
    </message>
    <message>
        <source>The project is open again where it was; what had been saved is all there</source>
        <translation>项目已在原处重新打开；已保存的内容全部都在</translation>
    </message>
    <message>
        <source>Begin with the sample</source>
        <translation>从示例开始</translation>
    </message>
    <message>
        <source>It brings a small trained teacher and data, so that everything works at once. Your own project is a folder with an experiment.json.</source>
        <translation>它自带一个训练好的小型教师模型和数据，一切可立即使用。您自己的项目就是一个含 experiment.json 的文件夹。</translation>
    </message>
    <message>
        <source>The work goes from top to bottom</source>
        <translation>工作自上而下进行</translation>
    </message>
    <message>
        <source>Data and a teacher, two strategies, a run, a look inside, the comparison, and the export. Ctrl+1 to Ctrl+9 go to a page.</source>
        <translation>数据和教师、两种策略、一次运行、查看内部、比较，以及导出。Ctrl+1 至 Ctrl+9 转到相应页面。</translation>
    </message>
    <message>
        <source>One button runs both strategies</source>
        <translation>一个按钮运行两种策略</translation>
    </message>
    <message>
        <source>Nothing starts by itself. A run can be paused (Space) and stopped at any time; it keeps a checkpoint and goes on from it, also after a crash.</source>
        <translation>没有任何事会自行开始。运行可随时暂停（空格键）和停止；它会保留检查点并从那里继续，崩溃之后也是如此。</translation>
    </message>
    <message>
        <source>Every action has a name</source>
        <translation>每个操作都有名称</translation>
    </message>
    <message>
        <source>Ctrl+K finds it by a few of its letters, and says why it cannot be done now.</source>
        <translation>Ctrl+K 只需几个字母即可找到它，并说明现在为何不能执行。</translation>
    </message>
    <message>
        <source>Help is on every page</source>
        <translation>每一页都有帮助</translation>
    </message>
    <message>
        <source>F1 explains what a page computes, with its formulas and sources. Ctrl+/ lists all keys. This tour starts again from the project menu.</source>
        <translation>F1 说明页面计算的内容，附公式和出处。Ctrl+/ 列出所有按键。可从项目菜单再次启动本导览。</translation>
    </message>
</context>
<context>
    <name>ModelChooser</name>
    <message>
        <source>Teacher: %1</source>
        <translation>教师：%1</translation>
    </message>
    <message>
        <source>Student %1: %2</source>
        <comment>letter of the strategy, name of the run</comment>
        <translation>学生 %1：%2</translation>
    </message>
    <message>
        <source>Choose a model folder</source>
        <translation>选择模型文件夹</translation>
    </message>
    <message>
        <source>Choose a model file</source>
        <translation>选择模型文件</translation>
    </message>
    <message>
        <source>Models (%1)</source>
        <translation>模型（%1）</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>还没有模型</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open another model</source>
        <translation>打开其他模型</translation>
    </message>
    <message>
        <source>A model folder…</source>
        <translation>模型文件夹…</translation>
    </message>
    <message>
        <source>A packed or GGUF file…</source>
        <translation>打包文件或 GGUF 文件…</translation>
    </message>
</context>
<context>
    <name>OptionControl</name>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
</context>
<context>
    <name>OptionForm</name>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>%1, in %2</source>
        <comment>label, in unit</comment>
        <translation>%1，单位：%2</translation>
    </message>
    <message>
        <source>Help on %1</source>
        <translation>关于“%1”的帮助</translation>
    </message>
    <message>
        <source>Back to the default: %1</source>
        <translation>恢复默认值：%1</translation>
    </message>
</context>
<context>
    <name>PathField</name>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
</context>
<context>
    <name>PlotFrame</name>
    <message>
        <source>Show all	F</source>
        <translation>显示全部	F</translation>
    </message>
    <message>
        <source>Logarithmic y axis	L</source>
        <translation>对数 y 轴	L</translation>
    </message>
    <message>
        <source>Copy as PNG</source>
        <translation>复制为 PNG</translation>
    </message>
    <message>
        <source>Copy as SVG</source>
        <translation>复制为 SVG</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>复制为 CSV</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>另存为 PNG…</translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation>另存为 SVG…</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
</context>
<context>
    <name>Precision</name>
    <message>
        <source>%1 activations (simulated), scaled by token</source>
        <translation>%1 激活（模拟），按词元缩放</translation>
    </message>
    <message>
        <source>%1 activations (simulated), scaled by tensor</source>
        <translation>%1 激活（模拟），按张量缩放</translation>
    </message>
    <message>
        <source>%1 activations (simulated), scales calibrated</source>
        <translation>%1 激活（模拟），经校准的缩放因子</translation>
    </message>
    <message>
        <source>%1 activations (simulated), delayed scaling</source>
        <translation>%1 激活（模拟），延迟缩放</translation>
    </message>
</context>
<context>
    <name>PreferencePage</name>
    <message>
        <source>Open a file of preferences</source>
        <translation>打开偏好文件</translation>
    </message>
    <message>
        <source>Preferences (*.jsonl *.json)</source>
        <translation>偏好 (*.jsonl *.json)</translation>
    </message>
    <message>
        <source>Answers of %1</source>
        <translation>%1 的回答</translation>
    </message>
    <message>
        <source>Pairs from labels</source>
        <translation>由标签推导的偏好对</translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>其他文件…</translation>
    </message>
    <message>
        <source>Pair %1 of %2 · %3 judged before · %4 new preferences since the last feedback round</source>
        <translation>第 %1 对，共 %2 对 · 此前已评判 %3 对 · 自上一轮反馈以来新增 %4 条偏好</translation>
    </message>
    <message>
        <source>Strategy B has no stage &quot;Reward model&quot;</source>
        <translation>策略 B 没有“奖励模型”阶段</translation>
    </message>
    <message>
        <source>Runs strategy B: its reward model goes on with old and new preferences</source>
        <translation>运行策略 B：其奖励模型用新旧偏好继续训练</translation>
    </message>
    <message>
        <source>Runs strategy B; its reward model learns from your preferences too</source>
        <translation>运行策略 B；其奖励模型也会从您的偏好中学习</translation>
    </message>
    <message>
        <source>Start the next round</source>
        <translation>开始下一轮</translation>
    </message>
    <message>
        <source>Start the first round</source>
        <translation>开始第一轮</translation>
    </message>
    <message>
        <source>Compare answers</source>
        <translation>比较回答</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>回答对</translation>
    </message>
    <message>
        <source>Where the pairs come from</source>
        <translation>回答对的来源</translation>
    </message>
    <message>
        <source>Back to the data</source>
        <translation>返回数据</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Left answer</source>
        <translation>左侧回答</translation>
    </message>
    <message>
        <source>Right answer</source>
        <translation>右侧回答</translation>
    </message>
    <message>
        <source>Left is better</source>
        <translation>左侧更好</translation>
    </message>
    <message>
        <source>Right is better</source>
        <translation>右侧更好</translation>
    </message>
    <message>
        <source>Tie</source>
        <translation>平局</translation>
    </message>
    <message>
        <source>Edit left</source>
        <translation>编辑左侧</translation>
    </message>
    <message>
        <source>Edit right</source>
        <translation>编辑右侧</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>This is better than both</source>
        <translation>此回答优于两者</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>A better answer (Ctrl+Enter keeps it, Esc cancels)</source>
        <translation>更好的回答（Ctrl+Enter 保留，Esc 取消）</translation>
    </message>
    <message>
        <source>A better answer</source>
        <translation>更好的回答</translation>
    </message>
    <message>
        <source>Keys: ← or → the better answer, ↓ or T tie, E or Shift+E write a better one, S skip, Page Up and Down scroll, Ctrl+Z undo, Ctrl+Y redo, Esc back. Each choice is saved before the next pair appears.</source>
        <translation>按键：← 或 → 选择更好的回答，↓ 或 T 平局，E 或 Shift+E 改写出更好的回答，S 跳过，Page Up 和 Page Down 滚动，Ctrl+Z 撤销，Ctrl+Y 重做，Esc 返回。每次选择都会在显示下一对之前保存。</translation>
    </message>
    <message>
        <source>All pairs of this source are judged</source>
        <translation>此来源的所有回答对均已评判</translation>
    </message>
    <message>
        <source>No pairs to compare</source>
        <translation>没有可比较的回答对</translation>
    </message>
    <message>
        <source>The next feedback round learns from your choices. Another source may have more pairs.</source>
        <translation>下一轮反馈会从您的选择中学习。其他来源可能还有回答对。</translation>
    </message>
    <message>
        <source>Pairs come from a file of preferences, from labelled examples of a classification task, or from the answers of a run of PPO or best-of-n.</source>
        <translation>回答对来自偏好文件、分类任务中带标签的样本，或者 PPO 或 n 选最佳运行的回答。</translation>
    </message>
    <message>
        <source>Open a file of preferences…</source>
        <translation>打开偏好文件…</translation>
    </message>
</context>
<context>
    <name>PruneBudget</name>
    <message>
        <source>The nearest legal count to %1 heads is %2.</source>
        <translation>最接近 %1 个头的合法数量为 %2。</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>Measured on the validation split at a few budgets with the heads taken out and nothing trained; between them a straight line</source>
        <translation>在验证划分上按几档预算测量，只移除头，不作训练；各档之间用直线连接</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>头数</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Operations, million per token</source>
        <translation>运算量，百万次/词元</translation>
    </message>
    <message>
        <source>A multiply-add is two; the token stands behind 64 others</source>
        <translation>一次乘加计为两次；该词元之前有 64 个词元</translation>
    </message>
    <message>
        <source>Predicted decoding, ms per token</source>
        <translation>预测解码时间，毫秒/词元</translation>
    </message>
    <message>
        <source>Native engine, F32, %1: measured whole and with half of the heads gone, a line between</source>
        <translation>原生引擎，F32，%1：测量完整模型和移除一半头的模型，两者之间用直线连接</translation>
    </message>
    <message>
        <source>Predicted prompt, ms per token</source>
        <translation>预测提示处理时间，毫秒/词元</translation>
    </message>
    <message>
        <source>The same for a prompt of 64 tokens</source>
        <translation>同上，提示为 64 个词元</translation>
    </message>
    <message>
        <source>Accuracy without recovery</source>
        <translation>未恢复时的准确率</translation>
    </message>
    <message>
        <source>%1 nats per token</source>
        <translation>%1 奈特/词元</translation>
    </message>
    <message>
        <source>%1 % at %2 nats per token</source>
        <translation>%1 %，%2 奈特/词元</translation>
    </message>
    <message>
        <source>Heads to remove, %</source>
        <translation>要移除的头，%</translation>
    </message>
    <message>
        <source>FFN channels to remove, %</source>
        <translation>要移除的 FFN 通道，%</translation>
    </message>
    <message>
        <source>Needs the importance of the FFN channels: tick it before computing</source>
        <translation>需要 FFN 通道的重要性：请在计算前勾选</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Uniform: the same in each layer</source>
        <translation>均匀：每层相同</translation>
    </message>
    <message>
        <source>Global: the least important anywhere</source>
        <translation>全局：移除各层中最不重要的</translation>
    </message>
    <message>
        <source>Uniform leaves a plain Llama or Qwen model that any loader reads; global removes more for the same loss</source>
        <translation>均匀模式得到任何加载器都能读取的普通 Llama 或 Qwen 模型；全局模式在相同损失下移除更多</translation>
    </message>
    <message>
        <source>Heads that stay in each layer</source>
        <translation>每层保留的头</translation>
    </message>
    <message>
        <source>Heads that every layer keeps</source>
        <translation>每层至少保留的头数</translation>
    </message>
</context>
<context>
    <name>PruneMap</name>
    <message>
        <source>Layer %1, head %2
Not there</source>
        <translation>第 %1 层，第 %2 头
不存在</translation>
    </message>
    <message>
        <source>
Key/value group %1</source>
        <translation>
键/值组 %1</translation>
    </message>
    <message>
        <source>Layer %1, head %2
Importance %3</source>
        <translation>第 %1 层，第 %2 头
重要性 %3</translation>
    </message>
    <message>
        <source>%1 nats</source>
        <translation>%1 奈特</translation>
    </message>
    <message>
        <source>Importance of each head</source>
        <translation>每个头的重要性</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>|∂L/∂gate|, nats</source>
        <translation>|∂L/∂gate|，奈特</translation>
    </message>
    <message>
        <source>Fisher, nats</source>
        <translation>Fisher，奈特</translation>
    </message>
    <message>
        <source>norm</source>
        <translation>范数</translation>
    </message>
</context>
<context>
    <name>PrunePanel</name>
    <message>
        <source>Pruning</source>
        <translation>剪枝</translation>
    </message>
    <message>
        <source>Takes out what matters least to the loss. The weights really become fewer: a smaller model is written, no mask.</source>
        <translation>移除对损失影响最小的部分。权重确实减少：写出的是更小的模型，而不是掩码。</translation>
    </message>
    <message>
        <source>No model to prune</source>
        <translation>没有可剪枝的模型</translation>
    </message>
    <message>
        <source>A teacher, or the student of a finished run, appears here by itself. Any Hugging Face folder can be opened.</source>
        <translation>教师或已完成运行的学生会自动出现在这里。也可以打开任意 Hugging Face 文件夹。</translation>
    </message>
    <message>
        <source>Open a model folder…</source>
        <translation>打开模型文件夹…</translation>
    </message>
    <message>
        <source>Choose a teacher</source>
        <translation>选择教师</translation>
    </message>
    <message>
        <source>The importance of the heads is not known yet</source>
        <translation>尚不知道各个头的重要性</translation>
    </message>
    <message>
        <source>It is measured once on the training data, with accuracy and speed at a few budgets. After that every budget is answered at once.</source>
        <translation>它在训练数据上测量一次，同时按几档预算测量准确率和速度。此后任何预算都能立即得到结果。</translation>
    </message>
    <message>
        <source>Compute importance</source>
        <translation>计算重要性</translation>
    </message>
    <message>
        <source>Nothing pruned yet</source>
        <translation>尚未剪枝</translation>
    </message>
    <message>
        <source>What was predicted and what was measured stand here side by side once the model is pruned.</source>
        <translation>模型剪枝后，预测值与实测值会并排显示在这里。</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Strokes: would go with this budget. Padlock: stays. Cross: goes in any case. Click a head to change it; drag, or Shift with the arrows, for a box; then K keeps, X removes, F frees.</source>
        <translation>斜线：按此预算将被移除。挂锁：保留。叉号：无论如何都移除。单击某个头可更改其标记；拖动或按住 Shift 加方向键可框选；然后按 K 保留，按 X 移除，按 F 解除。</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>解除</translation>
    </message>
    <message>
        <source>Clear all marks</source>
        <translation>清除所有标记</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>剪枝前</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预测值</translation>
    </message>
    <message>
        <source>By the table, before anything was taken out</source>
        <translation>由表得出，尚未移除任何部分</translation>
    </message>
    <message>
        <source>After</source>
        <translation>剪枝后</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>实测值</translation>
    </message>
    <message>
        <source>Compute the importance of heads</source>
        <translation>计算各个头的重要性</translation>
    </message>
    <message>
        <source>Prune and recover the model</source>
        <translation>对模型剪枝并恢复</translation>
    </message>
    <message>
        <source>Use this pruning in strategy A</source>
        <translation>在策略 A 中使用此剪枝</translation>
    </message>
    <message>
        <source>It holds for the student of the next run; locks count that student&apos;s heads</source>
        <translation>适用于下一次运行的学生；锁定按该学生的头计</translation>
    </message>
    <message>
        <source>Pruning was stopped</source>
        <translation>剪枝已停止</translation>
    </message>
    <message>
        <source>Resume continues from the last checkpoint</source>
        <translation>“继续”会从最近的检查点接着运行</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Nothing was written</source>
        <translation>没有写出任何内容</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Operations, million per token</source>
        <translation>运算量，百万次/词元</translation>
    </message>
    <message>
        <source>Decoding, ms per token (native F32)</source>
        <translation>解码，毫秒/词元（原生 F32）</translation>
    </message>
    <message>
        <source>Prompt, ms per token (native F32)</source>
        <translation>提示，毫秒/词元（原生 F32）</translation>
    </message>
    <message>
        <source>Test accuracy, %</source>
        <translation>测试准确率，%</translation>
    </message>
    <message>
        <source>%1 (95 %: %2 to %3)</source>
        <translation>%1（95 %：%2 至 %3）</translation>
    </message>
    <message>
        <source>The correlation of the FFNs is not known yet</source>
        <translation>尚不知道 FFN 的相关性</translation>
    </message>
    <message>
        <source>It is measured once on the training data, with what each removal costs before and after folding. After that every budget is answered at once.</source>
        <translation>它在训练数据上测量一次，同时测量每次移除在折叠前后的代价。此后任何预算都能立即得到结果。</translation>
    </message>
    <message>
        <source>Compute correlation</source>
        <translation>计算相关性</translation>
    </message>
    <message>
        <source>FFN correlation</source>
        <translation>FFN 相关性</translation>
    </message>
    <message>
        <source>Compute the correlation of FFNs</source>
        <translation>计算 FFN 的相关性</translation>
    </message>
    <message>
        <source>Prune FFNs, fold and recover the model</source>
        <translation>移除 FFN、折叠并恢复模型</translation>
    </message>
    <message>
        <source>Use this FFN pruning in strategy B</source>
        <translation>在策略 B 中使用此 FFN 剪枝</translation>
    </message>
    <message>
        <source>FFNs</source>
        <translation>FFN 数</translation>
    </message>
    <message>
        <source>cut: %1, folded: %2</source>
        <translation>直接移除：%1，折叠后：%2</translation>
    </message>
    <message>
        <source>without recovery: %1</source>
        <translation>未恢复：%1</translation>
    </message>
    <message>
        <source>Validation, nats per token (%1)</source>
        <translation>验证，奈特/词元（%1）</translation>
    </message>
    <message>
        <source>Validation accuracy, % (%1)</source>
        <translation>验证准确率，%（%1）</translation>
    </message>
    <message>
        <source>Divergence, nats per token (as cut: %1)</source>
        <translation>散度，奈特/词元（直接移除：%1）</translation>
    </message>
    <message>
        <source>  Layer %1: no fold lowers it</source>
        <translation>  第 %1 层：任何折叠都不能降低散度</translation>
    </message>
    <message>
        <source>  Layer %1 folded into %2 (%3 % explained)</source>
        <translation>  第 %1 层折叠到 %2（解释 %3 %）</translation>
    </message>
    <message>
        <source>Strategy %1 prunes with this budget</source>
        <translation>策略 %1 按此预算剪枝</translation>
    </message>
    <message>
        <source>It holds for the student of the next run; locks count that student&apos;s layers</source>
        <translation>适用于下一次运行的学生；锁定按该学生的层计</translation>
    </message>
    <message>
        <source>Show strategy %1</source>
        <translation>显示策略 %1</translation>
    </message>
</context>
<context>
    <name>PruneSetup</name>
    <message>
        <source>Opening model and data</source>
        <translation>正在打开模型和数据</translation>
    </message>
    <message>
        <source>Preparing to prune</source>
        <translation>正在准备剪枝</translation>
    </message>
    <message>
        <source>The project has no data yet.</source>
        <translation>项目还没有数据。</translation>
    </message>
    <message>
        <source>Importance and recovery see the training part of %1.</source>
        <translation>重要性和恢复使用 %1 的训练部分。</translation>
    </message>
    <message>
        <source>A run is going on, and the engine does one thing at a time.</source>
        <translation>正在运行，而引擎一次只能做一件事。</translation>
    </message>
    <message>
        <source>The training engine is being opened.</source>
        <translation>正在打开训练引擎。</translation>
    </message>
    <message>
        <source>Choose a model first.</source>
        <translation>请先选择模型。</translation>
    </message>
    <message>
        <source>Import data first.</source>
        <translation>请先导入数据。</translation>
    </message>
    <message>
        <source>Importance by</source>
        <translation>重要性依据</translation>
    </message>
    <message>
        <source>Slope of the loss (Michel 2019)</source>
        <translation>损失的斜率（Michel 2019）</translation>
    </message>
    <message>
        <source>Fisher, second order</source>
        <translation>Fisher，二阶</translation>
    </message>
    <message>
        <source>Norm of the head&apos;s output</source>
        <translation>头的输出范数</translation>
    </message>
    <message>
        <source>Norm of the weights (baseline)</source>
        <translation>权重范数（基线）</translation>
    </message>
    <message>
        <source>Random (baseline)</source>
        <translation>随机（基线）</translation>
    </message>
    <message>
        <source>FFN channels too</source>
        <translation>包括 FFN 通道</translation>
    </message>
    <message>
        <source>Compute importance</source>
        <translation>计算重要性</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Rounds of removal and recovery</source>
        <translation>移除与恢复的轮数</translation>
    </message>
    <message>
        <source>Remove a part, recover, measure importance again</source>
        <translation>移除一部分，恢复，再次测量重要性</translation>
    </message>
    <message>
        <source>Recovery steps per round</source>
        <translation>每轮恢复步数</translation>
    </message>
    <message>
        <source>Distillation after each removal; 0: none</source>
        <translation>每次移除后进行蒸馏；0：不蒸馏</translation>
    </message>
    <message>
        <source>Pruned model</source>
        <translation>剪枝后的模型</translation>
    </message>
    <message>
        <source>A folder to write</source>
        <translation>要写入的文件夹</translation>
    </message>
    <message>
        <source>Prune and recover</source>
        <translation>剪枝并恢复</translation>
    </message>
    <message>
        <source>Use in strategy A</source>
        <translation>在策略 A 中使用</translation>
    </message>
    <message>
        <source>Puts a pruning stage with this budget and these locks into the experiment, before the quantizer</source>
        <translation>将含此预算和这些锁定的剪枝阶段加入实验，位于量化器之前</translation>
    </message>
    <message>
        <source>Correlation, folding and recovery see the training part of %1.</source>
        <translation>相关性、折叠和恢复使用 %1 的训练部分。</translation>
    </message>
    <message>
        <source>Compute correlation</source>
        <translation>计算相关性</translation>
    </message>
    <message>
        <source>Recovery steps</source>
        <translation>恢复步数</translation>
    </message>
    <message>
        <source>Prune, fold and recover</source>
        <translation>剪枝、折叠并恢复</translation>
    </message>
    <message>
        <source>Use in strategy B</source>
        <translation>在策略 B 中使用</translation>
    </message>
</context>
<context>
    <name>PruneShapes</name>
    <message>
        <source>%1 heads</source>
        <translation>%1 个头</translation>
    </message>
    <message>
        <source>%1 heads, %2 key/value</source>
        <translation>%1 个头，%2 个键/值头</translation>
    </message>
    <message>
        <source>FFN %1</source>
        <translation>FFN %1</translation>
    </message>
    <message>
        <source>Layer %1: %2, %3</source>
        <translation>第 %1 层：%2，%3</translation>
    </message>
    <message>
        <source>Architecture before and after, to scale</source>
        <translation>剪枝前后的架构，按比例绘制</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>前馈</translation>
    </message>
    <message>
        <source>taken out</source>
        <translation>已移除</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>Every layer stands here to scale, before and after, once importance or correlation is computed.</source>
        <translation>计算出重要性或相关性后，每一层剪枝前后的样子会按比例显示在这里。</translation>
    </message>
</context>
<context>
    <name>QuantizeActivations</name>
    <message>
        <source>Reading the text</source>
        <translation>正在读取文本</translation>
    </message>
    <message>
        <source>median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>99 %</source>
        <translation>99 %</translation>
    </message>
    <message>
        <source>99.9 %</source>
        <translation>99.9 %</translation>
    </message>
    <message>
        <source>largest</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>clip</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>99.9 % now</source>
        <translation>现在的 99.9 %</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Drifted</source>
        <translation>已漂移</translation>
    </message>
    <message>
        <source>Steady</source>
        <translation>稳定</translation>
    </message>
    <message>
        <source>No activation ranges</source>
        <translation>没有激活范围</translation>
    </message>
    <message>
        <source>Quantize with a calibration file: the inputs of every matrix are measured on it, and appear here.</source>
        <translation>使用校准文件进行量化：会在其上测量每个矩阵的输入，并显示在这里。</translation>
    </message>
    <message>
        <source>Drift against another text</source>
        <translation>相对另一文本的漂移</translation>
    </message>
    <message>
        <source>Measure drift</source>
        <translation>测量漂移</translation>
    </message>
    <message>
        <source>Inputs of each matrix</source>
        <translation>各矩阵的输入</translation>
    </message>
    <message>
        <source>matrix, in the order of the model</source>
        <translation>矩阵，按模型中的顺序</translation>
    </message>
    <message>
        <source>|x|, no unit</source>
        <translation>|x|，无单位</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Clip now</source>
        <translation>现在的截断</translation>
    </message>
    <message>
        <source>Of |x|, the inputs of the matrix, no unit</source>
        <translation>矩阵输入 |x| 的统计，无单位</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Inputs beyond this are clipped</source>
        <translation>超出此值的输入会被截断</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Ranges of each matrix&apos;s input</source>
        <translation>各矩阵输入的范围</translation>
    </message>
</context>
<context>
    <name>QuantizeCodes</name>
    <message>
        <source>Code %1
value %2</source>
        <translation>编码 %1
值 %2</translation>
    </message>
    <message>
        <source>%1 finite values · smallest %2 · largest %3 · base scale 1</source>
        <translation>%1 个有限值 · 最小 %2 · 最大 %3 · 基准缩放因子 1</translation>
    </message>
    <message>
        <source>%1: %2 bits per weight, relative squared error %3</source>
        <translation>%1：每权重 %2 位，相对平方误差 %3</translation>
    </message>
    <message>
        <source>The error of this format on a matrix appears here after the matrix was looked at under Weights.</source>
        <translation>在“权重”中查看某个矩阵后，此格式在该矩阵上的误差会显示在这里。</translation>
    </message>
    <message>
        <source>On %1: %2</source>
        <comment>a matrix, what formats cost it</comment>
        <translation>在 %1 上：%2</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Codes and their values</source>
        <translation>编码及其值</translation>
    </message>
    <message>
        <source>low half of the code</source>
        <translation>编码的低半部分</translation>
    </message>
    <message>
        <source>high half downwards; blue negative, red positive</source>
        <translation>高半部分自上而下；蓝为负，红为正</translation>
    </message>
    <message>
        <source>Reading the format…</source>
        <translation>正在读取格式…</translation>
    </message>
</context>
<context>
    <name>QuantizePanel</name>
    <message>
        <source>Quantization</source>
        <translation>量化</translation>
    </message>
    <message>
        <source>Writes a model&apos;s matrices in fewer bits, and shows what each of them loses by it.</source>
        <translation>用更少的位写出模型的矩阵，并显示每个矩阵因此损失多少。</translation>
    </message>
    <message>
        <source>No model to quantize</source>
        <translation>没有可量化的模型</translation>
    </message>
    <message>
        <source>A teacher, or the student of a finished run, appears here by itself. Any Hugging Face folder can be opened or dropped on this page.</source>
        <translation>教师或已完成运行的学生会自动出现在这里。也可以打开任意 Hugging Face 文件夹，或把它拖放到此页。</translation>
    </message>
    <message>
        <source>Open a model folder…</source>
        <translation>打开模型文件夹…</translation>
    </message>
    <message>
        <source>Choose a teacher</source>
        <translation>选择教师</translation>
    </message>
    <message>
        <source>Nothing quantized yet</source>
        <translation>尚未量化</translation>
    </message>
    <message>
        <source>Quantize the model to see what each matrix loses. The tabs Weights and Formats show it beforehand.</source>
        <translation>量化模型后可看到每个矩阵的损失。“权重”和“格式”标签页可事先查看。</translation>
    </message>
    <message>
        <source>Measure quality</source>
        <translation>测量质量</translation>
    </message>
    <message>
        <source>Perplexity and KL divergence against the original on a text</source>
        <translation>在文本上相对原模型的困惑度和 KL 散度</translation>
    </message>
    <message>
        <source>Matrices</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Quantize the model</source>
        <translation>量化模型</translation>
    </message>
    <message>
        <source>Measure the quantized model&apos;s quality</source>
        <translation>测量量化模型的质量</translation>
    </message>
    <message>
        <source>Show weights and codebook levels</source>
        <translation>显示权重和码本量化值</translation>
    </message>
    <message>
        <source>Show the codes of a number format</source>
        <translation>显示某种数字格式的编码</translation>
    </message>
    <message>
        <source>An earlier quantization into this file was interrupted</source>
        <translation>此前写入该文件的量化被中断</translation>
    </message>
    <message>
        <source>Resume takes over the layers it had finished, where model and settings are still the same</source>
        <translation>若模型和设置未变，“继续”会沿用已完成的层</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Quantization was cancelled</source>
        <translation>量化已取消</translation>
    </message>
    <message>
        <source>The layers that were finished are kept: resume takes them over</source>
        <translation>已完成的层会保留：继续时沿用</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>每权重位数</translation>
    </message>
    <message>
        <source>Over all matrices, with scales, codebooks and protected weights</source>
        <translation>所有矩阵的平均，含缩放因子、码本和受保护的权重</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>受保护</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>share of the weights</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 weights kept exactly</source>
        <translation>%1 个权重原样保留</translation>
    </message>
    <message>
        <source>Calibrated on</source>
        <translation>校准数据</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>no text</source>
        <translation>无文本</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Execution</source>
        <translation>执行方式</translation>
    </message>
    <message>
        <source>Native</source>
        <translation>原生</translation>
    </message>
    <message>
        <source>Every part of the format runs as such on this machine</source>
        <translation>该格式的所有部分都在本机上原样运行</translation>
    </message>
    <message>
        <source>Simulated in part</source>
        <translation>部分模拟</translation>
    </message>
    <message>
        <source>Part of the format is computed in F32 on this machine: the numbers are right, the speed is not the format&apos;s</source>
        <translation>该格式的一部分在本机上以 F32 计算：数值正确，速度不代表该格式</translation>
    </message>
    <message>
        <source>A run is going on</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>A model is being quantized</source>
        <translation>正在量化模型</translation>
    </message>
</context>
<context>
    <name>QuantizeQuality</name>
    <message>
        <source>Opening both models</source>
        <translation>正在打开两个模型</translation>
    </message>
    <message>
        <source>Quantize the model first</source>
        <translation>请先量化模型</translation>
    </message>
    <message>
        <source>Perplexity of the original</source>
        <translation>原模型的困惑度</translation>
    </message>
    <message>
        <source>Perplexity when quantized</source>
        <translation>量化后的困惑度</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>KL divergence, nats per token</source>
        <translation>KL 散度，奈特/词元</translation>
    </message>
    <message>
        <source>KL(original ‖ quantized), mean over tokens with its 95 % interval over windows</source>
        <translation>KL(原模型 ‖ 量化)，词元平均值，附按窗口计算的 95 % 区间</translation>
    </message>
    <message>
        <source>KL: median, 99th percentile</source>
        <translation>KL：中位数、99 百分位数</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>In nats per token</source>
        <translation>单位为奈特/词元</translation>
    </message>
    <message>
        <source>Same first choice, % of tokens</source>
        <translation>首选相同，占词元 %</translation>
    </message>
    <message>
        <source>Share of positions where both models prefer the same token, with its 95 % interval</source>
        <translation>两个模型偏好同一词元的位置占比，附 95 % 区间</translation>
    </message>
    <message>
        <source>Measured on</source>
        <translation>测量数据</translation>
    </message>
    <message>
        <source>%1 tokens in %2 windows</source>
        <translation>%1 个词元，%2 个窗口</translation>
    </message>
    <message>
        <source>Execution</source>
        <translation>执行方式</translation>
    </message>
    <message>
        <source>Native</source>
        <translation>原生</translation>
    </message>
    <message>
        <source>Every part of the format runs as such on this machine</source>
        <translation>该格式的所有部分都在本机上原样运行</translation>
    </message>
    <message>
        <source>Simulated in part</source>
        <translation>部分模拟</translation>
    </message>
    <message>
        <source>Part of the format is computed in F32 on this machine: the numbers are right, the speed is not the format&apos;s</source>
        <translation>该格式的一部分在本机上以 F32 计算：数值正确，速度不代表该格式</translation>
    </message>
    <message>
        <source>Text to compare on</source>
        <translation>用于比较的文本</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Not measured yet</source>
        <translation>尚未测量</translation>
    </message>
    <message>
        <source>Both models read the same text; perplexity and KL divergence say what the smaller one gives away.</source>
        <translation>两个模型读取同一文本；困惑度和 KL 散度说明较小的模型损失了什么。</translation>
    </message>
</context>
<context>
    <name>QuantizeSetup</name>
    <message>
        <source>Opening the model</source>
        <translation>正在打开模型</translation>
    </message>
    <message>
        <source>A run is going on: its latencies would be measured beside this work.</source>
        <translation>正在运行：同时进行此工作会影响其延迟测量。</translation>
    </message>
    <message>
        <source>Choose a model first.</source>
        <translation>请先选择模型。</translation>
    </message>
    <message>
        <source>Say where the quantized model goes.</source>
        <translation>请指定量化模型的写出位置。</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Calibration text</source>
        <translation>校准文本</translation>
    </message>
    <message>
        <source>None: the weights alone decide</source>
        <translation>无：仅由权重决定</translation>
    </message>
    <message>
        <source>Quantized model</source>
        <translation>量化模型</translation>
    </message>
    <message>
        <source>A .safetensors file</source>
        <translation>.safetensors 文件</translation>
    </message>
    <message>
        <source>Packed models (%1)</source>
        <translation>打包模型（%1）</translation>
    </message>
    <message>
        <source>Quantize</source>
        <translation>量化</translation>
    </message>
    <message>
        <source>Quantize the model</source>
        <translation>量化模型</translation>
    </message>
    <message>
        <source>%1 (strategy %2)</source>
        <translation>%1（策略 %2）</translation>
    </message>
</context>
<context>
    <name>QuantizeTensors</name>
    <message>
        <source>%1, %2 × %3</source>
        <translation>%1，%2 × %3</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>share of the weights</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 weights kept exactly</source>
        <translation>%1 个权重原样保留</translation>
    </message>
    <message>
        <source>Layer %1, %2
Error %3
%4 bits per weight</source>
        <translation>第 %1 层，%2
误差 %3
每权重 %4 位</translation>
    </message>
    <message>
        <source>Output error by layer and matrix</source>
        <translation>按层和矩阵的输出误差</translation>
    </message>
    <message>
        <source>Weight error by layer and matrix</source>
        <translation>按层和矩阵的权重误差</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>relative squared error</source>
        <translation>相对平方误差</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Packing</source>
        <translation>打包方式</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>位数</translation>
    </message>
    <message>
        <source>Bits per weight, with scales, codebooks and protected weights</source>
        <translation>每权重位数，含缩放因子、码本和受保护的权重</translation>
    </message>
    <message>
        <source>Weight error</source>
        <translation>权重误差</translation>
    </message>
    <message>
        <source>‖W − Ŵ‖² / ‖W‖², no unit</source>
        <translation>‖W − Ŵ‖² / ‖W‖²，无单位</translation>
    </message>
    <message>
        <source>Output error</source>
        <translation>输出误差</translation>
    </message>
    <message>
        <source>‖XWᵀ − XŴᵀ‖² / ‖XWᵀ‖² on the calibration inputs, no unit</source>
        <translation>校准输入上的 ‖XWᵀ − XŴᵀ‖² / ‖XWᵀ‖²，无单位</translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>受保护</translation>
    </message>
    <message>
        <source>Share of the weights that are kept exactly</source>
        <translation>原样保留的权重占比</translation>
    </message>
    <message>
        <source>Error of each matrix</source>
        <translation>各矩阵的误差</translation>
    </message>
    <message>
        <source>Output error on calibration inputs</source>
        <translation>校准输入上的输出误差</translation>
    </message>
    <message>
        <source>Which error the map shows</source>
        <translation>误差图显示哪种误差</translation>
    </message>
</context>
<context>
    <name>QuantizeWeights</name>
    <message>
        <source>Reading the matrix…</source>
        <translation>正在读取矩阵…</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Quantizing the matrix in every way…</source>
        <translation>正在以各种方式量化该矩阵…</translation>
    </message>
    <message>
        <source>nearest level</source>
        <translation>最近的量化值</translation>
    </message>
    <message>
        <source>largest |w| %1 · standard deviation %2 · %3 levels</source>
        <translation>最大 |w| %1 · 标准差 %2 · %3 个量化值</translation>
    </message>
    <message>
        <source>%1 bits per weight
relative squared error %2</source>
        <translation>每权重 %1 位
相对平方误差 %2</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Weights and codebook levels</source>
        <translation>权重与码本量化值</translation>
    </message>
    <message>
        <source>weight, no unit</source>
        <translation>权重，无单位</translation>
    </message>
    <message>
        <source>weights per bin</source>
        <translation>每个区间的权重数</translation>
    </message>
    <message>
        <source>Error against size</source>
        <translation>误差与大小</translation>
    </message>
    <message>
        <source>bits per weight</source>
        <translation>每权重位数</translation>
    </message>
    <message>
        <source>relative squared error</source>
        <translation>相对平方误差</translation>
    </message>
</context>
<context>
    <name>ReportButton</name>
    <message>
        <source>Report…</source>
        <translation>报告…</translation>
    </message>
    <message>
        <source>The chosen run on one page: PDF, HTML or CSV</source>
        <translation>将所选运行汇总到一页：PDF、HTML 或 CSV</translation>
    </message>
    <message>
        <source>Report of the chosen run</source>
        <translation>所选运行的报告</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Write</source>
        <translation>写出</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>PDF, for paper and mail</source>
        <translation>PDF，用于打印和邮件</translation>
    </message>
    <message>
        <source>HTML, one file for any browser</source>
        <translation>HTML，单个文件，适用于任何浏览器</translation>
    </message>
    <message>
        <source>CSV, every measured value</source>
        <translation>CSV，所有测量值</translation>
    </message>
    <message>
        <source>en</source>
        <comment>language of a new report: en or zh</comment>
        <translation>zh</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>What was compared, with intervals and tests, gates, latency, curves, and where the numbers come from.</source>
        <translation>比较了什么，附区间和检验、门槛、延迟、曲线，以及这些数字的来源。</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写出：%1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>RlhfCurves</name>
    <message>
        <source>Loss of the reward model</source>
        <translation>奖励模型的损失</translation>
    </message>
    <message>
        <source>nats per pair</source>
        <translation>奈特/对</translation>
    </message>
    <message>
        <source>Pair accuracy</source>
        <translation>偏好对准确率</translation>
    </message>
    <message>
        <source>share of pairs</source>
        <translation>偏好对占比</translation>
    </message>
    <message>
        <source>Better answer above the worse one</source>
        <translation>较好回答高出较差回答</translation>
    </message>
    <message>
        <source>reward, no unit</source>
        <translation>奖励，无单位</translation>
    </message>
    <message>
        <source>Calibration error, held out</source>
        <translation>校准误差，留出</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>mean, no unit</source>
        <translation>平均值，无单位</translation>
    </message>
    <message>
        <source>KL to the policy of the start</source>
        <translation>与起始策略的 KL</translation>
    </message>
    <message>
        <source>nats per answer</source>
        <translation>奈特/回答</translation>
    </message>
    <message>
        <source>β, the price of a nat</source>
        <translation>β，每奈特的代价</translation>
    </message>
    <message>
        <source>reward per nat</source>
        <translation>奖励/奈特</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>nats per token</source>
        <translation>奈特/词元</translation>
    </message>
    <message>
        <source>Ratio of probabilities</source>
        <translation>概率比</translation>
    </message>
    <message>
        <source>new by old, mean</source>
        <translation>新/旧，平均值</translation>
    </message>
    <message>
        <source>Clip fraction</source>
        <translation>裁剪比例</translation>
    </message>
    <message>
        <source>share of tokens</source>
        <translation>词元占比</translation>
    </message>
    <message>
        <source>Policy loss</source>
        <translation>策略模型的损失</translation>
    </message>
    <message>
        <source>per token</source>
        <translation>每词元</translation>
    </message>
    <message>
        <source>Value loss</source>
        <translation>价值损失</translation>
    </message>
    <message>
        <source>squared reward</source>
        <translation>奖励的平方</translation>
    </message>
    <message>
        <source>Answers that end by themselves</source>
        <translation>自行结束的回答</translation>
    </message>
    <message>
        <source>share of answers</source>
        <translation>回答占比</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>best of n</source>
        <translation>n 选最佳</translation>
    </message>
    <message>
        <source>policy</source>
        <translation>策略模型</translation>
    </message>
    <message>
        <source>value</source>
        <translation>价值</translation>
    </message>
    <message>
        <source>PPO</source>
        <translation>PPO</translation>
    </message>
    <message>
        <source>length alone</source>
        <translation>仅看长度</translation>
    </message>
    <message>
        <source>before the filter</source>
        <translation>过滤前</translation>
    </message>
    <message>
        <source>after the filter</source>
        <translation>过滤后</translation>
    </message>
    <message>
        <source>a coin, length alone</source>
        <translation>抛硬币，仅看长度</translation>
    </message>
    <message>
        <source>a coin</source>
        <translation>抛硬币</translation>
    </message>
    <message>
        <source>target ± 20 %</source>
        <translation>目标 ± 20 %</translation>
    </message>
    <message>
        <source>clipped below</source>
        <translation>低于此值裁剪</translation>
    </message>
    <message>
        <source>clipped above</source>
        <translation>高于此值裁剪</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>No values yet</source>
        <translation>还没有数值</translation>
    </message>
</context>
<context>
    <name>RlhfPanel</name>
    <message>
        <source>RLHF</source>
        <translation>RLHF</translation>
    </message>
    <message>
        <source>Strategy B&apos;s feedback loop: a reward model learns what is better, the policy learns from it, a filter keeps the best answers for the student.</source>
        <translation>策略 B 的反馈循环：奖励模型学习何为更好，策略模型从中学习，过滤器为学生保留最佳回答。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Run whose feedback is shown</source>
        <translation>显示其反馈的运行</translation>
    </message>
    <message>
        <source>Reward model</source>
        <translation>奖励模型</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>策略模型</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Start the next feedback round</source>
        <translation>开始下一轮反馈</translation>
    </message>
    <message>
        <source>Compare answers by hand</source>
        <translation>手动比较回答</translation>
    </message>
    <message>
        <source>PPO was stopped: %1</source>
        <translation>PPO 已停止：%1</translation>
    </message>
    <message>
        <source>PPO ended early: %1</source>
        <translation>PPO 提前结束：%1</translation>
    </message>
    <message>
        <source>The last healthy policy is its newest checkpoint. Lower the learning rate or raise β in strategy B, then resume or start again.</source>
        <translation>最新的检查点即为最后一个正常的策略模型。请在策略 B 中降低学习率或调大 β，然后继续或重新开始。</translation>
    </message>
    <message>
        <source>The run went on with the last healthy policy.</source>
        <translation>该运行已用最后一个正常的策略模型继续进行。</translation>
    </message>
    <message>
        <source>Show strategy B</source>
        <translation>显示策略 B</translation>
    </message>
    <message>
        <source>Running: %1</source>
        <translation>正在运行：%1</translation>
    </message>
    <message>
        <source>No feedback loop has run yet</source>
        <translation>尚未运行反馈循环</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>未打开项目</translation>
    </message>
    <message>
        <source>Open a project folder, or the sample project, to see its feedback loop.</source>
        <translation>打开项目文件夹或示例项目以查看其反馈循环。</translation>
    </message>
    <message>
        <source>A run of strategy B draws the reward model&apos;s and the policy&apos;s curves here while it goes on, and lists every answer with its reward.</source>
        <translation>策略 B 运行时，会在此处绘制奖励模型和策略模型的曲线，并列出每个回答及其奖励。</translation>
    </message>
    <message>
        <source>Strategy B has no reward model and no policy stage yet: it distils the warmed-up policy alone.</source>
        <translation>策略 B 还没有奖励模型和策略模型阶段：目前只蒸馏预热后的策略模型。</translation>
    </message>
    <message>
        <source>Run strategy B</source>
        <translation>运行策略 B</translation>
    </message>
    <message>
        <source>Add reward model, PPO and filter</source>
        <translation>添加奖励模型、PPO 和过滤器</translation>
    </message>
</context>
<context>
    <name>RlhfReward</name>
    <message>
        <source>Pair accuracy, held out</source>
        <translation>偏好对准确率，留出</translation>
    </message>
    <message>
        <source>%1 % (%2 – %3)</source>
        <translation>%1 %（%2 – %3）</translation>
    </message>
    <message>
        <source>Share of held-out pairs whose better answer scores higher, with its 95 % interval (bootstrap over pairs)</source>
        <translation>较好回答得分更高的留出偏好对占比，附 95 % 区间（对偏好对自助重采样）</translation>
    </message>
    <message>
        <source>Held-out pairs</source>
        <translation>留出的偏好对</translation>
    </message>
    <message>
        <source>Chosen by a hash of the prompt: none of their prompts was trained on</source>
        <translation>按提示的哈希值选出：其中的提示均未用于训练</translation>
    </message>
    <message>
        <source>Length alone</source>
        <translation>仅看长度</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>How often the longer answer is the better one; a coin has 50 %</source>
        <translation>较长的回答恰为较好者的比例；抛硬币为 50 %</translation>
    </message>
    <message>
        <source>Calibration error</source>
        <translation>校准误差</translation>
    </message>
    <message>
        <source>Mean distance between how sure the reward model is and how often it is right (ECE, ten bins)</source>
        <translation>奖励模型的置信度与其正确率之间的平均差距（ECE，十个分箱）</translation>
    </message>
    <message>
        <source>Calibration, held out</source>
        <translation>校准，留出</translation>
    </message>
    <message>
        <source>confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>share that is right</source>
        <translation>正确的占比</translation>
    </message>
    <message>
        <source>Measured when the reward model is trained</source>
        <translation>训练奖励模型时测量</translation>
    </message>
    <message>
        <source>perfect</source>
        <translation>理想</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>RlhfRounds</name>
    <message>
        <source>%1 (%2 new)</source>
        <translation>%1（新增 %2）</translation>
    </message>
    <message>
        <source>%1 (%2 – %3)</source>
        <translation>%1（%2 – %3）</translation>
    </message>
    <message>
        <source>Preferences labelled since the last round: %1</source>
        <translation>自上一轮以来标注的偏好：%1</translation>
    </message>
    <message>
        <source>The next round is due. %1</source>
        <translation>下一轮已到期。%1</translation>
    </message>
    <message>
        <source>The next round is due on %1. %2</source>
        <translation>下一轮的到期时间为 %1。%2</translation>
    </message>
    <message>
        <source>Start the round after %1</source>
        <translation>开始第 %1 轮的下一轮</translation>
    </message>
    <message>
        <source>Start the next round</source>
        <translation>开始下一轮</translation>
    </message>
    <message>
        <source>Runs strategy B: its reward model goes on from the selected round, with old and new preferences</source>
        <translation>运行策略 B：其奖励模型从所选轮次起，用新旧偏好继续训练</translation>
    </message>
    <message>
        <source>Strategy B has no stage &quot;Reward model&quot;</source>
        <translation>策略 B 没有“奖励模型”阶段</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Its tooltip names the run of the round before</source>
        <translation>其工具提示列出上一轮的运行</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>偏好</translation>
    </message>
    <message>
        <source>Pairs, old and new</source>
        <translation>偏好对，包括新旧</translation>
    </message>
    <message>
        <source>Pair accuracy</source>
        <translation>配对准确率</translation>
    </message>
    <message>
        <source>Of the reward model on held-out pairs, with its 95 % interval</source>
        <translation>奖励模型在留出配对上的准确率，附 95 % 区间</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>Mean over the last rollout</source>
        <translation>最近一轮采样的平均值</translation>
    </message>
    <message>
        <source>KL, nats per answer</source>
        <translation>KL，奈特/回答</translation>
    </message>
    <message>
        <source>Of the last rollout, to the policy of the start</source>
        <translation>最近一轮采样相对起始策略模型的值</translation>
    </message>
    <message>
        <source>Student&apos;s accuracy</source>
        <translation>学生准确率</translation>
    </message>
    <message>
        <source>On the test split</source>
        <translation>在测试划分上</translation>
    </message>
    <message>
        <source>Pair accuracy by round</source>
        <translation>各轮的配对准确率</translation>
    </message>
    <message>
        <source>round in this project</source>
        <translation>此项目中的轮次</translation>
    </message>
    <message>
        <source>share of pairs</source>
        <translation>配对占比</translation>
    </message>
    <message>
        <source>Reward by round</source>
        <translation>各轮的奖励</translation>
    </message>
    <message>
        <source>mean, no unit</source>
        <translation>平均值，无单位</translation>
    </message>
    <message>
        <source>Student&apos;s accuracy by round</source>
        <translation>各轮的学生准确率</translation>
    </message>
    <message>
        <source>share of examples</source>
        <translation>样本占比</translation>
    </message>
    <message>
        <source>Not measured yet</source>
        <translation>尚未测量</translation>
    </message>
    <message>
        <source>A round every</source>
        <translation>每轮间隔</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>Days between two feedback rounds</source>
        <translation>两轮反馈之间的天数</translation>
    </message>
    <message>
        <source>Differences to the selected round</source>
        <translation>与所选轮的差异</translation>
    </message>
    <message>
        <source>Compare answers…</source>
        <translation>比较回答…</translation>
    </message>
    <message>
        <source>Judge answers in pairs on the Data page; the next round&apos;s reward model learns from it</source>
        <translation>在“数据”页成对评判回答；下一轮的奖励模型会从中学习</translation>
    </message>
    <message>
        <source>Show this round&apos;s run</source>
        <translation>显示此轮的运行</translation>
    </message>
    <message>
        <source>Feedback rounds</source>
        <translation>反馈轮</translation>
    </message>
    <message>
        <source>No feedback round yet</source>
        <translation>还没有反馈轮</translation>
    </message>
    <message>
        <source>A run of strategy B with a reward model is the first round. Later rounds take up its reward model and learn from what was labelled meanwhile.</source>
        <translation>使用奖励模型的策略 B 运行即为第一轮。之后的各轮沿用其奖励模型，并从其间标注的内容中学习。</translation>
    </message>
    <message>
        <source>Run strategy B</source>
        <translation>运行策略 B</translation>
    </message>
</context>
<context>
    <name>RlhfSamples</name>
    <message>
        <source>%1 answers</source>
        <translation>%1 个回答</translation>
    </message>
    <message>
        <source>%1 of %2 answers</source>
        <translation>%2 个回答中的 %1 个</translation>
    </message>
    <message>
        <source>Any fate</source>
        <translation>任意去向</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>fate, number of answers</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Accepted: %1 of %2 answers, %3 %</source>
        <translation>已接受：%2 个回答中的 %1 个，%3 %</translation>
    </message>
    <message>
        <source>Mean reward before the filter %1, after it %2</source>
        <translation>平均奖励：过滤前 %1，过滤后 %2</translation>
    </message>
    <message>
        <source>Answer %1 to example %2 · reward %3 · KL %4 nats · %5</source>
        <translation>样本 %2 的回答 %1 · 奖励 %3 · KL %4 奈特 · %5</translation>
    </message>
    <message>
        <source>Search prompts and answers</source>
        <translation>搜索提示和回答</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Show only answers of this fate</source>
        <translation>仅显示此去向的回答</translation>
    </message>
    <message>
        <source>Answers of the policy</source>
        <translation>策略模型的回答</translation>
    </message>
    <message>
        <source>The selected answer in full</source>
        <translation>所选回答的全文</translation>
    </message>
    <message>
        <source>Rewards before and after the filter</source>
        <translation>过滤前后的奖励</translation>
    </message>
    <message>
        <source>reward, no unit</source>
        <translation>奖励，无单位</translation>
    </message>
    <message>
        <source>answers per bin</source>
        <translation>每个区间的回答数</translation>
    </message>
    <message>
        <source>The reward filter draws this</source>
        <translation>奖励过滤后在此绘出</translation>
    </message>
    <message>
        <source>%1 accepted</source>
        <translation>已接受 %1 个</translation>
    </message>
    <message>
        <source>Grey: all answers. Orange: those that the filter accepted.</source>
        <translation>灰色：所有回答。橙色：过滤器接受的回答。</translation>
    </message>
    <message>
        <source>Compare answers…</source>
        <translation>比较回答…</translation>
    </message>
    <message>
        <source>Judge pairs of these answers by hand; the next round&apos;s reward model learns from it</source>
        <translation>手动成对评判这些回答；下一轮的奖励模型会从中学习</translation>
    </message>
    <message>
        <source>No answers yet</source>
        <translation>还没有回答</translation>
    </message>
    <message>
        <source>PPO or best-of-n write what the policy answers here, with the reward of each answer and what became of it.</source>
        <translation>PPO 或 best-of-n 会把策略模型的回答写在这里，并附每个回答的奖励和去向。</translation>
    </message>
    <message>
        <source>Show strategy B</source>
        <translation>显示策略 B</translation>
    </message>
</context>
<context>
    <name>RunLanes</name>
    <message>
        <source>waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Progress of strategy %1</source>
        <translation>策略 %1 的进度</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
</context>
<context>
    <name>RunLog</name>
    <message>
        <source>Event log</source>
        <translation>事件日志</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>警告与错误</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>仅错误</translation>
    </message>
    <message>
        <source>Show events from this severity on</source>
        <translation>显示该级别及以上的事件</translation>
    </message>
</context>
<context>
    <name>RunPanel</name>
    <message>
        <source>The run was stopped. Its checkpoints are kept.</source>
        <translation>运行已停止，检查点已保留。</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <source>The run is finished.</source>
        <translation>运行已完成。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>The last run was interrupted. It can go on from its newest checkpoint.</source>
        <translation>上次运行被中断，可从最新检查点继续。</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>This run kept no checkpoint</source>
        <translation>该运行没有保留检查点</translation>
    </message>
    <message>
        <source>%1 from %2 (%3)</source>
        <translation>%1，自 %2（%3）</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Running %1</source>
        <translation>正在运行 %1</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Loading the engine…</source>
        <translation>正在加载引擎…</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Run both strategies</source>
        <translation>运行两种策略</translation>
    </message>
    <message>
        <source>Run A</source>
        <translation>运行 A</translation>
    </message>
    <message>
        <source>Run B</source>
        <translation>运行 B</translation>
    </message>
    <message>
        <source>Fork here</source>
        <translation>由此分叉</translation>
    </message>
    <message>
        <source>Runs strategy A, then strategy B, then measures both and the teacher</source>
        <translation>先运行策略 A，再运行策略 B，然后测量两者与教师</translation>
    </message>
    <message>
        <source>Stops within one step and keeps a checkpoint</source>
        <translation>一步之内停止并保留检查点</translation>
    </message>
    <message>
        <source>Start a new run from a checkpoint of the run shown, with the experiment as it is now</source>
        <translation>用当前实验设置，从所示运行的检查点开始新的运行</translation>
    </message>
    <message>
        <source>Space pauses and continues</source>
        <translation>空格键暂停与继续</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>Both strategies train a student from the same teacher and data. Loss, temperature and speed appear here as they go.</source>
        <translation>两种策略用同一教师和数据训练学生。损失、温度和速度会实时显示在这里。</translation>
    </message>
    <message>
        <source>Runs strategy A alone</source>
        <translation>仅运行策略 A</translation>
    </message>
    <message>
        <source>Runs strategy B alone</source>
        <translation>仅运行策略 B</translation>
    </message>
</context>
<context>
    <name>RunPlotBar</name>
    <message>
        <source>no other run</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Smoothing, weight of the past</source>
        <translation>平滑，历史权重</translation>
    </message>
    <message>
        <source>Weight of the past in the moving average; 0 shows the values as they are</source>
        <translation>移动平均中历史值的权重；0 表示显示原值</translation>
    </message>
    <message>
        <source>Log y</source>
        <translation>对数 y</translation>
    </message>
    <message>
        <source>Log x</source>
        <translation>对数 x</translation>
    </message>
    <message>
        <source>x axis</source>
        <translation>x 轴</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Compare with an earlier run</source>
        <translation>与较早的运行对比</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>What the student&apos;s heads look at while it trains, beside the teacher&apos;s</source>
        <translation>训练期间学生的头关注什么，与教师的并排显示</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>τ while strategy A runs, and the circle that takes it into your hand</source>
        <translation>策略 A 运行时的 τ，以及用来手动接管它的圆点</translation>
    </message>
</context>
<context>
    <name>RunPlots</name>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>nats per token</source>
        <translation>奈特/词元</translation>
    </message>
    <message>
        <source>Temperature τ</source>
        <translation>温度 τ</translation>
    </message>
    <message>
        <source>no unit</source>
        <translation>无单位</translation>
    </message>
    <message>
        <source>Validation accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>share of examples</source>
        <translation>样本占比</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>per step</source>
        <translation>每步</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>L2 norm, before clipping</source>
        <translation>L2 范数，裁剪前</translation>
    </message>
    <message>
        <source>Share of the gradient</source>
        <translation>梯度占比</translation>
    </message>
    <message>
        <source>share of the norm</source>
        <translation>范数占比</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>GiB resident</source>
        <translation>GiB 常驻</translation>
    </message>
    <message>
        <source>total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>teacher</source>
        <translation>教师</translation>
    </message>
    <message>
        <source>run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>%1 before</source>
        <translation>%1 之前</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>No values yet</source>
        <translation>还没有数值</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>gradients</source>
        <translation>梯度</translation>
    </message>
</context>
<context>
    <name>RunsTable</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>ECE</source>
        <translation>ECE</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>一致率</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>File, MiB</source>
        <translation>文件，MiB</translation>
    </message>
    <message>
        <source>p50, ms</source>
        <translation>p50，毫秒</translation>
    </message>
    <message>
        <source>p90, ms</source>
        <translation>p90，毫秒</translation>
    </message>
    <message>
        <source>p99, ms</source>
        <translation>p99，毫秒</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>A simulated format: not a speed-up</source>
        <translation>模拟格式：不代表加速</translation>
    </message>
</context>
<context>
    <name>SampleTable</name>
    <message>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>not filtered yet</source>
        <translation>尚未过滤</translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>not the best of its prompt</source>
        <translation>不是该提示的最佳回答</translation>
    </message>
    <message>
        <source>reward too low</source>
        <translation>奖励过低</translation>
    </message>
    <message>
        <source>Σ log π − log π of the start over the answer&apos;s tokens, in nats</source>
        <translation>回答各词元上的 Σ log π − 起始策略的 log π，单位为奈特</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>KL, nats</source>
        <translation>KL，奈特</translation>
    </message>
    <message>
        <source>Fate</source>
        <translation>去向</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>One per core</source>
        <translation>每个核心一个</translation>
    </message>
    <message>
        <source>Training uses this many processor threads. The same number gives the same weights, bit for bit.</source>
        <translation>训练使用的处理器线程数。线程数相同，得到的权重逐位相同。</translation>
    </message>
    <message>
        <source>Points per curve</source>
        <translation>每条曲线的点数</translation>
    </message>
    <message>
        <source>A longer curve is thinned when it is drawn; minima and maxima stay.</source>
        <translation>更长的曲线在绘制时会抽稀，但保留极小值和极大值。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Everywhere</source>
        <translation>全局</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Pause or resume the run</source>
        <translation>暂停或继续运行</translation>
    </message>
    <message>
        <source>Back to the page before</source>
        <translation>返回上一页</translation>
    </message>
    <message>
        <source>To the next control</source>
        <translation>转到下一个控件</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Label the selected row</source>
        <translation>为所选行加标签</translation>
    </message>
    <message>
        <source>Remove the label</source>
        <translation>移除标签</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Comparing answers</source>
        <translation>比较回答</translation>
    </message>
    <message>
        <source>This answer is better</source>
        <translation>此回答更好</translation>
    </message>
    <message>
        <source>Both are as good</source>
        <translation>两者一样好</translation>
    </message>
    <message>
        <source>Skip the pair</source>
        <translation>跳过此回答对</translation>
    </message>
    <message>
        <source>Edit the left or the right answer</source>
        <translation>编辑左侧或右侧的回答</translation>
    </message>
    <message>
        <source>Pruning map</source>
        <translation>剪枝图</translation>
    </message>
    <message>
        <source>Keep the selected heads</source>
        <translation>保留所选的头</translation>
    </message>
    <message>
        <source>Remove the selected heads</source>
        <translation>移除所选的头</translation>
    </message>
    <message>
        <source>Free the selected heads</source>
        <translation>解除所选头的固定</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Logarithmic axis on and off</source>
        <translation>开启或关闭对数轴</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>Fit to the data</source>
        <translation>缩放至数据范围</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Search an action or a key</source>
        <translation>搜索操作或按键</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Every action and its keys</source>
        <translation>所有操作及其按键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Without a key of their own: Ctrl+K finds them</source>
        <translation>没有专用按键：用 Ctrl+K 可找到</translation>
    </message>
    <message>
        <source>Anywhere in the window</source>
        <translation>窗口中的任意位置</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Take the teacher&apos;s suggestion</source>
        <translation>采用教师的建议</translation>
    </message>
    <message>
        <source>Flag the example</source>
        <translation>标记样本</translation>
    </message>
    <message>
        <source>Skip the example</source>
        <translation>跳过样本</translation>
    </message>
    <message>
        <source>Undo and redo, as far as you like</source>
        <translation>撤销与重做，次数不限</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Ask every version</source>
        <translation>向每个版本提问</translation>
    </message>
    <message>
        <source>The next example, in the presentation</source>
        <translation>演示模式中的下一个样本</translation>
    </message>
</context>
<context>
    <name>Split</name>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
</context>
<context>
    <name>StageList</name>
    <message>
        <source>The engine is still loading</source>
        <translation>引擎仍在加载</translation>
    </message>
    <message>
        <source>Add stage</source>
        <translation>添加阶段</translation>
    </message>
    <message>
        <source>Earlier (Alt+Up)</source>
        <translation>上移（Alt+↑）</translation>
    </message>
    <message>
        <source>Later (Alt+Down)</source>
        <translation>下移（Alt+↓）</translation>
    </message>
    <message>
        <source>Remove the stage</source>
        <translation>移除此阶段</translation>
    </message>
    <message>
        <source>Stages of strategy %1 in their order</source>
        <translation>策略 %1 的各阶段（按顺序）</translation>
    </message>
</context>
<context>
    <name>StrategyPanel</name>
    <message>
        <source>Models and budget</source>
        <translation>模型与预算</translation>
    </message>
    <message>
        <source>Strategies A and B share teacher, student, data and budget, so that their results can be compared.</source>
        <translation>策略 A 与 B 共用教师、学生、数据和预算，因此结果可以相互比较。</translation>
    </message>
    <message>
        <source>This engine does not know the stage</source>
        <translation>此引擎不认识该阶段</translation>
    </message>
    <message>
        <source>The engine is still loading</source>
        <translation>引擎仍在加载</translation>
    </message>
    <message>
        <source>After %1</source>
        <comment>the papers</comment>
        <translation>依据：%1</translation>
    </message>
    <message>
        <source>A run is going on</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>Add a stage first</source>
        <translation>请先添加阶段</translation>
    </message>
    <message>
        <source>Run this strategy alone</source>
        <translation>只运行此策略</translation>
    </message>
    <message>
        <source>Choose a teacher and import data first</source>
        <translation>请先选择教师并导入数据</translation>
    </message>
    <message>
        <source>Strategy %1</source>
        <translation>策略 %1</translation>
    </message>
    <message>
        <source>Dynamic distillation, head pruning, non-uniform INT4</source>
        <translation>动态蒸馏、注意力头剪枝、非均匀 INT4</translation>
    </message>
    <message>
        <source>Feedback-driven progressive distillation, feed-forward pruning, FP8/FP16</source>
        <translation>反馈驱动的渐进蒸馏、前馈层剪枝、FP8/FP16</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Run strategy %1</source>
        <translation>运行策略 %1</translation>
    </message>
    <message>
        <source>A run is going on. What you change here counts for the next run.</source>
        <translation>正在运行。此处的更改用于下一次运行。</translation>
    </message>
    <message>
        <source>Draw the temperature…</source>
        <translation>绘制温度…</translation>
    </message>
    <message>
        <source>Schedule and controller of τ by mouse, replayed over a recorded loss</source>
        <translation>用鼠标设定 τ 的调度与控制器，并在已记录的损失上重放</translation>
    </message>
</context>
<context>
    <name>Subject</name>
    <message>
        <source>teacher</source>
        <translation>教师</translation>
    </message>
    <message>
        <source>%1 before LoRA</source>
        <translation>%1，LoRA 之前</translation>
    </message>
    <message>
        <source>%1 after LoRA</source>
        <translation>%1，LoRA 之后</translation>
    </message>
</context>
<context>
    <name>TeacherList</name>
    <message>
        <source>Teachers of the experiment</source>
        <translation>实验的教师</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Add endpoint…</source>
        <translation>添加端点…</translation>
    </message>
    <message>
        <source>A source goes to the teachers that name it, every other one to those that name none. How weights are used is an option of the stage “Soft targets”.</source>
        <translation>每个来源交给指明它的教师，其余来源交给未指明任何来源的教师。权重的用法是“软目标”阶段的一个选项。</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>教师</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Weight of %1</source>
        <translation>%1 的权重</translation>
    </message>
    <message>
        <source>Speaks for every source that no other teacher names</source>
        <translation>负责所有未被其他教师指明的来源</translation>
    </message>
    <message>
        <source>Sources of %1</source>
        <translation>%1 的来源</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>source and its number of examples</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>The data name no sources</source>
        <translation>数据没有注明来源</translation>
    </message>
    <message>
        <source>Remove this teacher from the experiment</source>
        <translation>从实验中移除此教师</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>endpoint: labels or ranks</source>
        <translation>端点：标签或排序概率</translation>
    </message>
    <message>
        <source>tokenizer not readable</source>
        <translation>分词器无法读取</translation>
    </message>
    <message>
        <source>the student&apos;s tokens</source>
        <translation>与学生的词元相同</translation>
    </message>
    <message>
        <source>shares %1 tokens</source>
        <translation>共有 %1 个词元</translation>
    </message>
    <message>
        <source>other tokens: labels or ranks</source>
        <translation>词元不同：标签或排序概率</translation>
    </message>
    <message>
        <source>All others</source>
        <comment>sources that no teacher names</comment>
        <translation>其他所有来源</translation>
    </message>
    <message>
        <source>%1 sources</source>
        <translation>%1 个来源</translation>
    </message>
</context>
<context>
    <name>TeacherPanel</name>
    <message>
        <source>Choose a model folder</source>
        <translation>选择模型文件夹</translation>
    </message>
    <message>
        <source>No folder was opened yet</source>
        <translation>尚未打开过文件夹</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>磁盘大小</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>Layers × width</source>
        <translation>层数 × 宽度</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Heads (key/value)</source>
        <translation>头数（键/值）</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>%1 million floating-point operations per token.</source>
        <translation>每个词元 %1 百万次浮点运算。</translation>
    </message>
    <message>
        <source>Output and embedding share one matrix.</source>
        <translation>输出与嵌入共享同一矩阵。</translation>
    </message>
    <message>
        <source>No teacher yet</source>
        <translation>还没有教师</translation>
    </message>
    <message>
        <source>Open a Hugging Face folder with config.json, model.safetensors and tokenizer.json, or drop it here.</source>
        <translation>打开包含 config.json、model.safetensors 和 tokenizer.json 的 Hugging Face 文件夹，或拖放到此处。</translation>
    </message>
    <message>
        <source>Open a model folder…</source>
        <translation>打开模型文件夹…</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Recently opened model folders</source>
        <translation>最近打开的模型文件夹</translation>
    </message>
    <message>
        <source>Teacher: %1</source>
        <translation>教师：%1</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>教师</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>Tensors (%1)</source>
        <translation>张量（%1）</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Use an endpoint…</source>
        <translation>使用端点…</translation>
    </message>
    <message>
        <source>Replace by a folder…</source>
        <translation>替换为文件夹…</translation>
    </message>
</context>
<context>
    <name>TeacherProbe</name>
    <message>
        <source>Asking…</source>
        <translation>正在询问…</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>Quick probe</source>
        <translation>快速探测</translation>
    </message>
    <message>
        <source>The engine is busy with a run; the probe works again when it has ended.</source>
        <translation>引擎正忙于一次运行；运行结束后即可再次探测。</translation>
    </message>
    <message>
        <source>Waiting for the engine.</source>
        <translation>正在等待引擎。</translation>
    </message>
    <message>
        <source>The distribution over the task&apos;s labels, from length-normalised log-likelihoods.</source>
        <translation>任务各标签上的分布，由按长度归一化的对数似然得出。</translation>
    </message>
    <message>
        <source>The most probable next tokens.</source>
        <translation>最可能的后续词元。</translation>
    </message>
    <message>
        <source>Type a text</source>
        <translation>输入文本</translation>
    </message>
    <message>
        <source>Text for the teacher</source>
        <translation>给教师的文本</translation>
    </message>
    <message>
        <source>Take a test example</source>
        <translation>取一个测试样本</translation>
    </message>
    <message>
        <source>The teacher&apos;s answer</source>
        <translation>教师的回答</translation>
    </message>
    <message>
        <source>Right: the example is labelled %1.</source>
        <translation>正确：该样本的标签为 %1。</translation>
    </message>
    <message>
        <source>Wrong: the example is labelled %1.</source>
        <translation>错误：该样本的标签为 %1。</translation>
    </message>
    <message>
        <source>Answered in %1 ms.</source>
        <translation>用时 %1 毫秒。</translation>
    </message>
    <message>
        <source>The distribution over the task&apos;s labels, from the endpoint&apos;s most probable tokens.</source>
        <translation>任务各标签上的分布，由端点给出的最可能词元得出。</translation>
    </message>
    <message>
        <source>The labels hold %1 % of the teacher&apos;s probability.</source>
        <translation>各标签占教师概率的 %1 %。</translation>
    </message>
</context>
<context>
    <name>TemperatureExample</name>
    <message>
        <source>Entropy %1 nats of at most %2 · teacher says %3</source>
        <translation>熵 %1 奈特，最大 %2 · 教师判为 %3</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在询问…</translation>
    </message>
    <message>
        <source>Ask the teacher</source>
        <translation>询问教师</translation>
    </message>
    <message>
        <source>An example&apos;s text</source>
        <translation>样本文本</translation>
    </message>
    <message>
        <source>Text that the teacher is asked about</source>
        <translation>向教师询问的文本</translation>
    </message>
    <message>
        <source>Another example</source>
        <translation>换一个样本</translation>
    </message>
    <message>
        <source>Temperature of the bars</source>
        <translation>条形图的温度</translation>
    </message>
    <message>
        <source>The teacher&apos;s answer at τ</source>
        <translation>教师在 τ 下的回答</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Ask the teacher about an example</source>
        <translation>就一个样本询问教师</translation>
    </message>
    <message>
        <source>Entropy over τ</source>
        <translation>熵随 τ 的变化</translation>
    </message>
    <message>
        <source>temperature τ</source>
        <translation>温度 τ</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>奈特</translation>
    </message>
    <message>
        <source>entropy</source>
        <translation>熵</translation>
    </message>
</context>
<context>
    <name>TemperatureLive</name>
    <message>
        <source>While strategy A runs, drag the circle at the line&apos;s end to steer τ</source>
        <translation>策略 A 运行时，拖动曲线末端的圆点即可控制 τ</translation>
    </message>
    <message>
        <source>τ is in your hand; the override is written to the run&apos;s history</source>
        <translation>τ 由您控制；此次干预会写入运行历史</translation>
    </message>
    <message>
        <source>Schedule and controller are in charge; drag the circle to take over</source>
        <translation>当前由调度与控制器决定；拖动圆点可接管</translation>
    </message>
    <message>
        <source>τ of the run</source>
        <translation>运行中的 τ</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>temperature, no unit</source>
        <translation>温度，无单位</translation>
    </message>
    <message>
        <source>No run of strategy A yet</source>
        <translation>策略 A 还没有运行</translation>
    </message>
    <message>
        <source>Hold τ at</source>
        <translation>固定 τ 为</translation>
    </message>
    <message>
        <source>Value to hold τ at</source>
        <translation>固定 τ 的数值</translation>
    </message>
    <message>
        <source>Repeat with these overrides</source>
        <translation>以这些干预重复运行</translation>
    </message>
    <message>
        <source>The same document again, with τ held at the same steps</source>
        <translation>同一文档再运行一次，τ 在相同的步上保持</translation>
    </message>
</context>
<context>
    <name>TemperaturePanel</name>
    <message>
        <source>Constant 5</source>
        <translation>恒定 5</translation>
    </message>
    <message>
        <source>τ stays at 5 over the whole stage</source>
        <translation>整个阶段 τ 保持为 5</translation>
    </message>
    <message>
        <source>3 → 0.5</source>
        <translation>3 → 0.5</translation>
    </message>
    <message>
        <source>Linear from 3 to 0.5: soft first, nearly hard labels at the end</source>
        <translation>从 3 线性降至 0.5：先软，最后接近硬标签</translation>
    </message>
    <message>
        <source>Cosine 5 → 1</source>
        <translation>余弦 5 → 1</translation>
    </message>
    <message>
        <source>Half a cosine wave from 5 to 1: slow at both ends</source>
        <translation>从 5 到 1 的半个余弦波：两端变化缓慢</translation>
    </message>
    <message>
        <source>Threshold rule</source>
        <translation>阈值规则</translation>
    </message>
    <message>
        <source>Loss above 0.8 nats doubles τ, loss below 0.3 nats halves it, on top of the schedule</source>
        <translation>在调度之上：损失高于 0.8 奈特时 τ 加倍，低于 0.3 奈特时减半</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>τ softens the teacher&apos;s answers before the student copies them: the schedule says where τ goes, the controller reacts to the loss.</source>
        <translation>τ 在学生模仿之前软化教师的回答：调度决定 τ 的走向，控制器随损失作出反应。</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Schedule and controller</source>
        <translation>调度与控制器</translation>
    </message>
    <message>
        <source>Drag a point; double click adds one, Delete removes it; arrow keys move, Page up and down choose. Drawing makes the schedule piecewise.</source>
        <translation>拖动控制点；双击添加，Delete 删除；方向键移动，Page Up/Down 选择。手绘后调度变为分段线性。</translation>
    </message>
    <message>
        <source>Schedule of τ</source>
        <translation>τ 的调度</translation>
    </message>
    <message>
        <source>share of the stage</source>
        <translation>阶段进度</translation>
    </message>
    <message>
        <source>temperature, no unit</source>
        <translation>温度，无单位</translation>
    </message>
    <message>
        <source>published settings</source>
        <translation>文献常用范围</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>重放</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Strategy A has no soft targets</source>
        <translation>策略 A 没有软目标阶段</translation>
    </message>
    <message>
        <source>The temperature belongs to the stage “Soft targets”, in which the student copies the teacher&apos;s softened answers.</source>
        <translation>温度属于“软目标”阶段，学生在该阶段模仿教师软化后的回答。</translation>
    </message>
    <message>
        <source>Add the stage</source>
        <translation>添加该阶段</translation>
    </message>
    <message>
        <source>τ goes below 1: outside published settings (2 to 8)</source>
        <translation>τ 低于 1：超出文献常用范围（2 至 8）</translation>
    </message>
    <message>
        <source>Below 1 the teacher&apos;s answers become harder than they are, and the student learns less about the other labels</source>
        <translation>低于 1 时教师的回答会变得更硬，学生对其他标签学到的更少</translation>
    </message>
</context>
<context>
    <name>TemperatureReplay</name>
    <message>
        <source>raise above %1</source>
        <translation>高于 %1 时升高</translation>
    </message>
    <message>
        <source>lower below %1</source>
        <translation>低于 %1 时降低</translation>
    </message>
    <message>
        <source>A recorded loss says nothing about gradients: the replay shows this controller at rest.</source>
        <translation>已记录的损失不含梯度信息：重放显示的是该控制器静止时的情况。</translation>
    </message>
    <message>
        <source>Replay over</source>
        <translation>重放于</translation>
    </message>
    <message>
        <source>Run whose loss is replayed</source>
        <translation>用于重放损失的运行</translation>
    </message>
    <message>
        <source>no recorded run</source>
        <translation>没有已记录的运行</translation>
    </message>
    <message>
        <source>Loss of that run</source>
        <translation>该运行的损失</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>nats per token</source>
        <translation>奈特/词元</translation>
    </message>
    <message>
        <source>A finished run of strategy A fills this</source>
        <translation>策略 A 完成运行后会显示在这里</translation>
    </message>
    <message>
        <source>τ it would have had</source>
        <translation>重放得到的 τ</translation>
    </message>
    <message>
        <source>temperature, no unit</source>
        <translation>温度，无单位</translation>
    </message>
    <message>
        <source>now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>loss ℓ</source>
        <translation>损失 ℓ</translation>
    </message>
</context>
<context>
    <name>TensorTable</name>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
</context>
<context>
    <name>TextMeasure</name>
    <message>
        <source>A text file</source>
        <translation>文本文件</translation>
    </message>
    <message>
        <source>Choose a text file first</source>
        <translation>请先选择文本文件</translation>
    </message>
    <message>
        <source>Of its text</source>
        <translation>取用文本</translation>
    </message>
    <message>
        <source>How much of the text counts</source>
        <translation>使用多少文本</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>%1 · </source>
        <comment>strategy letter before an activity</comment>
        <translation>%1 · </translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>%L1 of %L2</source>
        <translation>第 %L1 / %L2</translation>
    </message>
    <message>
        <source>%L1 %2</source>
        <comment>rate and its unit</comment>
        <translation>%L1 %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>No project</source>
        <translation>未打开项目</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Project: %1</source>
        <translation>项目：%1</translation>
    </message>
    <message>
        <source>Progress of the stage</source>
        <translation>阶段进度</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>step of a tour</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Skip the tour</source>
        <translation>跳过导览</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Back to the step before</source>
        <translation>返回上一步</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>Compress a language model, two ways, and see which one holds</source>
        <translation>用两种方法压缩语言模型，看哪一种更可靠</translation>
    </message>
    <message>
        <source>Strategy A distils softly, prunes attention heads and quantizes to INT4. Strategy B aligns with feedback, prunes feed-forward layers and keeps FP8/FP16. Both start from the same teacher and data, and are measured side by side.</source>
        <translation>策略 A 采用软目标蒸馏、剪除注意力头并量化到 INT4。策略 B 依反馈对齐、剪除前馈层并保留 FP8/FP16。两者使用相同的教师和数据，并排测量。</translation>
    </message>
    <message>
        <source>Open the sample project</source>
        <translation>打开示例项目</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>The sample brings a small trained teacher and 8,000 synthetic transaction reviews. Nothing is downloaded.</source>
        <translation>示例自带一个训练好的小型教师模型和 8,000 条合成的交易审查文本，无需下载任何内容。</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>Writing the sample project</source>
        <translation>正在写入示例项目</translation>
    </message>
</context>
<context>
    <name>choices</name>
    <message>
        <source>Constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Exponential</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>Drawn by hand</source>
        <translation>手绘</translation>
    </message>
    <message>
        <source>Forward KL</source>
        <translation>正向 KL</translation>
    </message>
    <message>
        <source>Reverse KL</source>
        <translation>反向 KL</translation>
    </message>
    <message>
        <source>Jensen–Shannon</source>
        <translation>Jensen–Shannon</translation>
    </message>
    <message>
        <source>Skewed KL</source>
        <translation>偏斜 KL</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Threshold on the loss</source>
        <translation>损失阈值</translation>
    </message>
    <message>
        <source>Gradient balance</source>
        <translation>梯度平衡</translation>
    </message>
    <message>
        <source>Learned</source>
        <translation>学习式</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>长时</translation>
    </message>
    <message>
        <source>Queries and values</source>
        <translation>查询和值</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>前馈</translation>
    </message>
    <message>
        <source>All linear</source>
        <translation>所有线性层</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>自定义</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>%1 examples have no label</source>
        <translation>%1 条样本没有标签</translation>
    </message>
    <message>
        <source>%1 examples without an answer were left out</source>
        <translation>%1 条没有答案的样本已略过</translation>
    </message>
    <message>
        <source>%1 heads do not divide hidden_size %2, and there is no head_dim</source>
        <translation>%1 个头不能整除 hidden_size %2，且没有 head_dim</translation>
    </message>
    <message>
        <source>%1 is %2; it must lie between %3 and %4</source>
        <translation>%1 为 %2；必须在 %3 与 %4 之间</translation>
    </message>
    <message>
        <source>%1 is less than %2</source>
        <translation>%1 小于 %2</translation>
    </message>
    <message>
        <source>%1 is more than %2</source>
        <translation>%1 大于 %2</translation>
    </message>
    <message>
        <source>%1 is outside %2 … %3</source>
        <translation>%1 超出 %2 … %3</translation>
    </message>
    <message>
        <source>%1 is too large</source>
        <translation>%1 过大</translation>
    </message>
    <message>
        <source>%1 must be a finite number above 0</source>
        <translation>%1 必须是大于 0 的有限数</translation>
    </message>
    <message>
        <source>%1 of them carry another label than the first time</source>
        <translation>其中 %1 条的标签与首次出现时不同</translation>
    </message>
    <message>
        <source>%1 of them stand in another split than the first time: the test part has leaked</source>
        <translation>其中 %1 条与首次出现时分属不同划分：测试部分已泄漏</translation>
    </message>
    <message>
        <source>%1 prompts came before, after folding case and white space</source>
        <translation>忽略大小写和空白后，%1 条提示先前已出现</translation>
    </message>
    <message>
        <source>%1 prompts hold the replacement character U+FFFD: the file was damaged by an earlier conversion</source>
        <translation>%1 条提示含替换字符 U+FFFD：文件在此前的转换中受损</translation>
    </message>
    <message>
        <source>%1 query heads cannot share %2 key/value heads evenly</source>
        <translation>%1 个查询头不能均分给 %2 个键/值头</translation>
    </message>
    <message>
        <source>%1 steps are too few; the first two are warm-up</source>
        <translation>%1 步太少；前两步是预热</translation>
    </message>
    <message>
        <source>%1 tokens do not fit the context of %2</source>
        <translation>%1 个词元放不进 %2 的上下文</translation>
    </message>
    <message>
        <source>%1 training examples have the prompt of a test example and were left out</source>
        <translation>%1 条训练样本与测试样本的提示相同，已略过</translation>
    </message>
    <message>
        <source>%1 training, %2 validation and %3 test examples</source>
        <translation>训练 %1 条、验证 %2 条、测试 %3 条</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no gate</source>
        <translation>“%1”不是门槛</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no kind of task</source>
        <translation>“%1”不是任务类型</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no split</source>
        <translation>“%1”不是划分名</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is none of the labels</source>
        <translation>“%1”不在标签之列</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not one of the choices</source>
        <translation>“%1”不在可选项之列</translation>
    </message>
    <message>
        <source>256 tokens stand for the bytes; the special tokens come on top.</source>
        <translation>256 个词元代表字节；特殊词元另计。</translation>
    </message>
    <message>
        <source>A JSON array was expected here</source>
        <translation>此处应为 JSON 数组</translation>
    </message>
    <message>
        <source>A JSON object was expected here</source>
        <translation>此处应为 JSON 对象</translation>
    </message>
    <message>
        <source>A Replace normalizer has an empty pattern</source>
        <translation>Replace 规范化器的模式为空</translation>
    </message>
    <message>
        <source>A brace in the prompt template is never closed</source>
        <translation>提示模板中有一个花括号没有闭合</translation>
    </message>
    <message>
        <source>A checkpoint cannot hold this kind of tensor</source>
        <translation>检查点不能保存这种张量</translation>
    </message>
    <message>
        <source>A checkpoint does not use this element type</source>
        <translation>检查点不使用这种元素类型</translation>
    </message>
    <message>
        <source>A classification task needs at least two labels</source>
        <translation>分类任务至少需要两个标签</translation>
    </message>
    <message>
        <source>A comma is missing between two elements</source>
        <translation>两个元素之间缺少逗号</translation>
    </message>
    <message>
        <source>A confusion matrix in the project file is damaged</source>
        <translation>项目文件中的混淆矩阵已损坏</translation>
    </message>
    <message>
        <source>A dialogue is not a list of messages</source>
        <translation>对话不是消息列表</translation>
    </message>
    <message>
        <source>A file name was expected here</source>
        <translation>此处应为文件名</translation>
    </message>
    <message>
        <source>A file of this name is in the way of the folder</source>
        <translation>同名文件占用了文件夹的位置</translation>
    </message>
    <message>
        <source>A killed run resumes from the last one, bit for bit</source>
        <translation>被终止的运行会从最近的检查点逐位一致地继续</translation>
    </message>
    <message>
        <source>A label has no name</source>
        <translation>有一个标签没有名称</translation>
    </message>
    <message>
        <source>A label lies outside the vocabulary</source>
        <translation>有一个标签超出词表</translation>
    </message>
    <message>
        <source>A limit of %1 tokens leaves no room for the prompt: the template and the answer take %2</source>
        <translation>上限 %1 个词元容不下提示：模板和答案占用 %2 个</translation>
    </message>
    <message>
        <source>A list [ … ] is expected here, not %1</source>
        <translation>此处应为列表 [ … ]，而不是 %1</translation>
    </message>
    <message>
        <source>A list in the project file is damaged</source>
        <translation>项目文件中的列表已损坏</translation>
    </message>
    <message>
        <source>A list of points [[x, y], …] is expected here</source>
        <translation>此处应为点列表 [[x, y], …]</translation>
    </message>
    <message>
        <source>A llama2.c file starts with 28 bytes; this one has %1</source>
        <translation>llama2.c 文件以 28 字节开头；此文件只有 %1 字节</translation>
    </message>
    <message>
        <source>A merge is written &quot;a b&quot; or [&quot;a&quot;, &quot;b&quot;].</source>
        <translation>合并规则写作 &quot;a b&quot; 或 [&quot;a&quot;, &quot;b&quot;]。</translation>
    </message>
    <message>
        <source>A message comes from &apos;%1&apos;, which is no known role</source>
        <translation>有一条消息来自“%1”，这不是已知角色</translation>
    </message>
    <message>
        <source>A message has no from and value, or no role and content</source>
        <translation>有一条消息既没有 from 和 value，也没有 role 和 content</translation>
    </message>
    <message>
        <source>A model folder to start from. Empty: a new student of the shape below.</source>
        <translation>作为起点的模型文件夹。留空：按下面的形状新建学生。</translation>
    </message>
    <message>
        <source>A model folder. More teachers, weights and routing are on the Teacher page.</source>
        <translation>模型文件夹。更多教师、权重和路由在“教师”页。</translation>
    </message>
    <message>
        <source>A number is expected here, not %1</source>
        <translation>此处应为数字，而不是 %1</translation>
    </message>
    <message>
        <source>A number was expected here</source>
        <translation>此处应为数字</translation>
    </message>
    <message>
        <source>A path is needed here</source>
        <translation>此处需要路径</translation>
    </message>
    <message>
        <source>A pattern has %1 bytes; 1 to %2 are possible</source>
        <translation>模式有 %1 字节；允许 1 到 %2 字节</translation>
    </message>
    <message>
        <source>A quote that opens in this row is never closed</source>
        <translation>此行中的一个引号没有闭合</translation>
    </message>
    <message>
        <source>A safetensors file has at least 8 bytes; this one has %1</source>
        <translation>safetensors 文件至少 8 字节；此文件只有 %1 字节</translation>
    </message>
    <message>
        <source>A score is not a number</source>
        <translation>有一个得分不是数字</translation>
    </message>
    <message>
        <source>A share of distillation needs a teacher&apos;s output</source>
        <translation>蒸馏占比大于零时需要教师的输出</translation>
    </message>
    <message>
        <source>A stage that meets the limit ends early, cleanly, and says so. 0: no limit.</source>
        <translation>达到上限的阶段会提前正常结束并说明。0：不限。</translation>
    </message>
    <message>
        <source>A step after ByteLevel is not supported</source>
        <translation>不支持 ByteLevel 之后的步骤</translation>
    </message>
    <message>
        <source>A teacher needs the path of a model folder</source>
        <translation>教师需要模型文件夹的路径</translation>
    </message>
    <message>
        <source>A teacher&apos;s output has one form: logits, hidden states with a head, or top-k</source>
        <translation>教师的输出只能是一种形式：logits、带输出头的隐藏状态，或 top-k</translation>
    </message>
    <message>
        <source>A text in quotes is expected here, not %1</source>
        <translation>此处应为带引号的文本，而不是 %1</translation>
    </message>
    <message>
        <source>A text in quotes was expected here</source>
        <translation>此处应为带引号的文本</translation>
    </message>
    <message>
        <source>A text is too long to be stored</source>
        <translation>文本过长，无法存储</translation>
    </message>
    <message>
        <source>A token of %1 bytes is longer than the header or the file allows</source>
        <translation>有一个 %1 字节的词元超过文件头或文件允许的长度</translation>
    </message>
    <message>
        <source>A token of this vocabulary is not UTF-8 and cannot be written to tokenizer.json</source>
        <translation>此词表中有非 UTF-8 的词元，不能写入 tokenizer.json</translation>
    </message>
    <message>
        <source>A top-k id of the teacher lies outside the student&apos;s vocabulary</source>
        <translation>教师的一个 top-k 编号超出学生的词表</translation>
    </message>
    <message>
        <source>A whole number is expected here, not %1</source>
        <translation>此处应为整数，而不是 %1</translation>
    </message>
    <message>
        <source>A whole number was expected here</source>
        <translation>此处应为整数</translation>
    </message>
    <message>
        <source>A window of %1 tokens does not fit this model</source>
        <translation>%1 个词元的窗口不适合此模型</translation>
    </message>
    <message>
        <source>Accepted samples that reach the student before it is evaluated</source>
        <translation>学生在评估前收到的已接受样本数</translation>
    </message>
    <message>
        <source>Add a stage, or stop skipping one</source>
        <translation>请添加阶段，或取消跳过某个阶段</translation>
    </message>
    <message>
        <source>Add its stages, or run the other one</source>
        <translation>请添加它的阶段，或运行另一个策略</translation>
    </message>
    <message>
        <source>An object { … } is expected here, not %1</source>
        <translation>此处应为对象 { … }，而不是 %1</translation>
    </message>
    <message>
        <source>An option is true, false, a number, a text or a list of points, not %1</source>
        <translation>选项可以是 true、false、数字、文本或点列表，而不是 %1</translation>
    </message>
    <message>
        <source>An unknown error stopped the work</source>
        <translation>未知错误中止了工作</translation>
    </message>
    <message>
        <source>Another program has been writing to the project file for too long</source>
        <translation>另一程序长时间占用项目文件进行写入</translation>
    </message>
    <message>
        <source>Arrays and objects nest deeper than %1 levels</source>
        <translation>数组和对象的嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>At least one request runs at a time</source>
        <translation>同时至少运行一个请求</translation>
    </message>
    <message>
        <source>Attention heads per layer. 0 follows the teacher.</source>
        <translation>每层的注意力头数。0：与教师相同。</translation>
    </message>
    <message>
        <source>BPE tokenizers in the style of GPT-2, Qwen, Llama 2 and Llama 3 are read.</source>
        <translation>可读取 GPT-2、Qwen、Llama 2 和 Llama 3 风格的 BPE 分词器。</translation>
    </message>
    <message>
        <source>Balance gain</source>
        <translation>平衡增益</translation>
    </message>
    <message>
        <source>Balance the terms</source>
        <translation>平衡各项</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Bootstrap</source>
        <translation>自助重采样</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Cache teacher outputs</source>
        <translation>缓存教师输出</translation>
    </message>
    <message>
        <source>Cached tokens per position</source>
        <translation>每个位置缓存的词元数</translation>
    </message>
    <message>
        <source>Caching teacher outputs</source>
        <translation>正在缓存教师输出</translation>
    </message>
    <message>
        <source>Cannot create the file: %1</source>
        <translation>无法创建文件：%1</translation>
    </message>
    <message>
        <source>Cannot create the folder: %1</source>
        <translation>无法创建文件夹：%1</translation>
    </message>
    <message>
        <source>Cannot open the folder: %1</source>
        <translation>无法打开文件夹：%1</translation>
    </message>
    <message>
        <source>Cannot put the new file in place: %1</source>
        <translation>无法将新文件放到位：%1</translation>
    </message>
    <message>
        <source>Cannot put the new folder in place: %1</source>
        <translation>无法将新文件夹放到位：%1</translation>
    </message>
    <message>
        <source>Cannot read the file: %1</source>
        <translation>无法读取文件：%1</translation>
    </message>
    <message>
        <source>Cannot replace the folder: %1</source>
        <translation>无法替换文件夹：%1</translation>
    </message>
    <message>
        <source>Cannot write the file: %1</source>
        <translation>无法写入文件：%1</translation>
    </message>
    <message>
        <source>Cannot write the folder: %1</source>
        <translation>无法写入文件夹：%1</translation>
    </message>
    <message>
        <source>Change its permissions, or work on a copy</source>
        <translation>请更改其权限，或在副本上操作</translation>
    </message>
    <message>
        <source>Check format and column mapping.</source>
        <translation>请检查格式和列映射。</translation>
    </message>
    <message>
        <source>Check its permissions</source>
        <translation>请检查其权限</translation>
    </message>
    <message>
        <source>Check that a quote is not left open and that line breaks are where they belong; split longer texts.</source>
        <translation>请检查引号是否都已闭合、换行是否在正确位置；过长的文本请拆分。</translation>
    </message>
    <message>
        <source>Check that it exists and that you may read it.</source>
        <translation>请检查它是否存在，以及您是否有读取权限。</translation>
    </message>
    <message>
        <source>Check that the file belongs to this model and is complete</source>
        <translation>请检查文件是否属于此模型且完整</translation>
    </message>
    <message>
        <source>Check that the file was copied whole and is one JSON array of objects.</source>
        <translation>请检查文件是否复制完整，且为一个由对象组成的 JSON 数组。</translation>
    </message>
    <message>
        <source>Check that the file was copied whole, or choose another encoding.</source>
        <translation>请检查文件是否复制完整，或选择其他编码。</translation>
    </message>
    <message>
        <source>Check that the file was copied whole; a JSON checker shows the place.</source>
        <translation>请检查文件是否复制完整；JSON 检查工具可以指出位置。</translation>
    </message>
    <message>
        <source>Check that the folder exists and may be written</source>
        <translation>请检查文件夹是否存在且可写入</translation>
    </message>
    <message>
        <source>Check that the folder exists, may be written to and has space left</source>
        <translation>请检查文件夹是否存在、可写入且有剩余空间</translation>
    </message>
    <message>
        <source>Check that this is the right file.</source>
        <translation>请检查这是不是正确的文件。</translation>
    </message>
    <message>
        <source>Check the disk: what was saved before is intact</source>
        <translation>请检查磁盘：先前保存的内容完好</translation>
    </message>
    <message>
        <source>Check the folder and the free space</source>
        <translation>请检查文件夹和剩余空间</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>请检查路径。</translation>
    </message>
    <message>
        <source>Check the path; relative paths start at the experiment&apos;s folder</source>
        <translation>请检查路径；相对路径从实验所在文件夹算起</translation>
    </message>
    <message>
        <source>Check the tokenizer&apos;s file.</source>
        <translation>请检查分词器的文件。</translation>
    </message>
    <message>
        <source>Checkpoint at step %1</source>
        <translation>第 %1 步的检查点</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>检查点间隔</translation>
    </message>
    <message>
        <source>Choose a checkpoint of an earlier run</source>
        <translation>请选择先前某次运行的检查点</translation>
    </message>
    <message>
        <source>Choose a checkpoint-*.safetensors file of a run</source>
        <translation>请选择某次运行的 checkpoint-*.safetensors 文件</translation>
    </message>
    <message>
        <source>Choose a file of preferences.</source>
        <translation>请选择偏好文件。</translation>
    </message>
    <message>
        <source>Choose a file or folder</source>
        <translation>请选择文件或文件夹</translation>
    </message>
    <message>
        <source>Choose a file that holds examples.</source>
        <translation>请选择包含样本的文件。</translation>
    </message>
    <message>
        <source>Choose a file with a header and at least one row.</source>
        <translation>请选择带表头且至少有一行的文件。</translation>
    </message>
    <message>
        <source>Choose a file.</source>
        <translation>请选择文件。</translation>
    </message>
    <message>
        <source>Choose a longer text.</source>
        <translation>请选择更长的文本。</translation>
    </message>
    <message>
        <source>Choose a model folder in the Teacher panel</source>
        <translation>请在“教师”页选择模型文件夹</translation>
    </message>
    <message>
        <source>Choose a model folder or a llama2.c .bin file</source>
        <translation>请选择模型文件夹或 llama2.c 的 .bin 文件</translation>
    </message>
    <message>
        <source>Choose a new folder, or empty this one.</source>
        <translation>请选择新文件夹，或清空此文件夹。</translation>
    </message>
    <message>
        <source>Choose a split with examples and at least one request.</source>
        <translation>请选择有样本的划分，并至少发出一个请求。</translation>
    </message>
    <message>
        <source>Choose a text file: JSONL, JSON, CSV, TSV or plain text; unpack it first if it is compressed.</source>
        <translation>请选择文本文件：JSONL、JSON、CSV、TSV 或纯文本；压缩文件请先解压。</translation>
    </message>
    <message>
        <source>Choose a text or examples with answers</source>
        <translation>请选择文本或带答案的样本</translation>
    </message>
    <message>
        <source>Choose a tokenizer file of llama2.c that was copied whole.</source>
        <translation>请选择复制完整的 llama2.c 分词器文件。</translation>
    </message>
    <message>
        <source>Choose a value within the range</source>
        <translation>请选择范围内的值</translation>
    </message>
    <message>
        <source>Choose a width that is a multiple of the heads</source>
        <translation>请选择头数的整数倍作为宽度</translation>
    </message>
    <message>
        <source>Choose another delimiter or format.</source>
        <translation>请选择其他分隔符或格式。</translation>
    </message>
    <message>
        <source>Choose another file; this one was not changed</source>
        <translation>请选择其他文件；此文件未被改动</translation>
    </message>
    <message>
        <source>Choose another name or an empty folder</source>
        <translation>请选择其他名称或空文件夹</translation>
    </message>
    <message>
        <source>Choose another name</source>
        <translation>请选择其他名称</translation>
    </message>
    <message>
        <source>Choose another verbalizer for this label.</source>
        <translation>请为此标签选择其他写法。</translation>
    </message>
    <message>
        <source>Choose fractions whose sum is below 1</source>
        <translation>请选择总和小于 1 的比例</translation>
    </message>
    <message>
        <source>Choose from 2 to %1 tokens.</source>
        <translation>请选择 2 到 %1 个词元。</translation>
    </message>
    <message>
        <source>Choose quick, standard or long</source>
        <translation>请选择 quick、standard 或 long</translation>
    </message>
    <message>
        <source>Choose the column that holds the text. The columns are: %1</source>
        <translation>请选择保存文本的列。现有列：%1</translation>
    </message>
    <message>
        <source>Choose the folder that holds config.json</source>
        <translation>请选择包含 config.json 的文件夹</translation>
    </message>
    <message>
        <source>Choose train or kd</source>
        <translation>请选择 train 或 kd</translation>
    </message>
    <message>
        <source>Close it, or check that the file was copied whole.</source>
        <translation>请将其闭合，或检查文件是否复制完整。</translation>
    </message>
    <message>
        <source>Continued from the checkpoint at step %1</source>
        <translation>已从第 %1 步的检查点继续</translation>
    </message>
    <message>
        <source>Controller</source>
        <translation>控制器</translation>
    </message>
    <message>
        <source>Copy the file into the folder if you trust it</source>
        <translation>如果您信任该文件，请将它复制到文件夹中</translation>
    </message>
    <message>
        <source>Decoder layers of the student. 0 follows the teacher.</source>
        <translation>学生的解码层数。0：与教师相同。</translation>
    </message>
    <message>
        <source>Decoupled (AdamW); matrices only</source>
        <translation>解耦（AdamW）；仅用于矩阵</translation>
    </message>
    <message>
        <source>Delete the run&apos;s cache folder and start again</source>
        <translation>请删除该运行的缓存文件夹后重新开始</translation>
    </message>
    <message>
        <source>Did you mean &apos;%1&apos;? The columns are: %2</source>
        <translation>您是指“%1”吗？现有列：%2</translation>
    </message>
    <message>
        <source>Did you mean &apos;%1&apos;?</source>
        <translation>您是指“%1”吗？</translation>
    </message>
    <message>
        <source>Did you mean &quot;%1&quot;?</source>
        <translation>您是指“%1”吗？</translation>
    </message>
    <message>
        <source>Divergence</source>
        <translation>散度</translation>
    </message>
    <message>
        <source>Do not trust this model: get it again from its source</source>
        <translation>不要信任此模型：请从来源重新获取</translation>
    </message>
    <message>
        <source>Double every quote inside a quoted field, as in &quot;say &quot;&quot;yes&quot;&quot;&quot;.</source>
        <translation>带引号的字段内，每个引号要写两次，例如 &quot;say &quot;&quot;yes&quot;&quot;&quot;。</translation>
    </message>
    <message>
        <source>Drawn schedule</source>
        <translation>手绘调度</translation>
    </message>
    <message>
        <source>Each token needs an id of its own.</source>
        <translation>每个词元需要自己的编号。</translation>
    </message>
    <message>
        <source>Enter some text</source>
        <translation>请输入文本</translation>
    </message>
    <message>
        <source>Evaluate both with the same task.</source>
        <translation>请用同一任务评估两者。</translation>
    </message>
    <message>
        <source>Evaluate every</source>
        <translation>评估间隔</translation>
    </message>
    <message>
        <source>Evaluating</source>
        <translation>正在评估</translation>
    </message>
    <message>
        <source>Examples cannot be sorted by &quot;%1&quot;</source>
        <translation>样本不能按“%1”排序</translation>
    </message>
    <message>
        <source>Examples per optimizer step</source>
        <translation>每个优化步的样本数</translation>
    </message>
    <message>
        <source>Export the model as version 0, or as a Hugging Face folder</source>
        <translation>请将模型导出为版本 0，或导出为 Hugging Face 文件夹</translation>
    </message>
    <message>
        <source>Export to a format that keeps this tokenizer as it is.</source>
        <translation>请导出为能原样保留此分词器的格式。</translation>
    </message>
    <message>
        <source>Feed-forward width</source>
        <translation>前馈宽度</translation>
    </message>
    <message>
        <source>Fewer than heads: grouped-query attention. 0: as many as heads.</source>
        <translation>少于头数时为分组查询注意力。0：与头数相同。</translation>
    </message>
    <message>
        <source>Fill it, remove the row, or skip bad rows.</source>
        <translation>请填写、删除该行，或跳过坏行。</translation>
    </message>
    <message>
        <source>Fixed at 1 in this strategy</source>
        <translation>此策略固定为 1</translation>
    </message>
    <message>
        <source>Floating-point values cannot be stored as %1</source>
        <translation>浮点值不能存为 %1</translation>
    </message>
    <message>
        <source>For deployment at least %1 labelled examples are recommended; %2 are here: enough</source>
        <translation>部署建议至少 %1 条带标签的样本；现有 %2 条：足够</translation>
    </message>
    <message>
        <source>For deployment at least %1 labelled examples are recommended; %2 are here: too few</source>
        <translation>部署建议至少 %1 条带标签的样本；现有 %2 条：不足</translation>
    </message>
    <message>
        <source>Forward KL covers all the teacher does (Hinton 2015); reverse KL keeps to its main mode (MiniLLM); JSD lies between (GKD); skewed KL is stabler (DistiLLM)</source>
        <translation>正向 KL 覆盖教师的全部分布（Hinton 2015）；反向 KL 贴近其主峰（MiniLLM）；JSD 介于两者之间（GKD）；偏斜 KL 更稳定（DistiLLM）</translation>
    </message>
    <message>
        <source>Free some space and try again: what was saved before is intact</source>
        <translation>请释放一些空间后重试：先前保存的内容完好</translation>
    </message>
    <message>
        <source>Get the whole model folder</source>
        <translation>请获取完整的模型文件夹</translation>
    </message>
    <message>
        <source>Give at least one</source>
        <translation>请至少给出一个</translation>
    </message>
    <message>
        <source>Give each special token once.</source>
        <translation>每个特殊词元只写一次。</translation>
    </message>
    <message>
        <source>Give hidden, layers, heads and ffn, or a path</source>
        <translation>请给出 hidden、layers、heads 和 ffn，或给出路径</translation>
    </message>
    <message>
        <source>Give it a prompt, or remove it.</source>
        <translation>请为它补上提示，或将其移除。</translation>
    </message>
    <message>
        <source>Give the path of project.db</source>
        <translation>请给出 project.db 的路径</translation>
    </message>
    <message>
        <source>Give the task&apos;s template some text behind {prompt}.</source>
        <translation>请在任务模板的 {prompt} 之后写一些文本。</translation>
    </message>
    <message>
        <source>Gradient balance: how fast τ follows</source>
        <translation>梯度平衡：τ 跟随的快慢</translation>
    </message>
    <message>
        <source>Gradient balance: wanted share of the distillation term</source>
        <translation>梯度平衡：蒸馏项的目标占比</translation>
    </message>
    <message>
        <source>Gradient clip</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Groups at start</source>
        <translation>初始参数组数</translation>
    </message>
    <message>
        <source>Half of a UTF-16 pair stands alone here</source>
        <translation>此处有半个孤立的 UTF-16 代理对</translation>
    </message>
    <message>
        <source>Heads must divide the width, and key/value heads the heads</source>
        <translation>头数须整除宽度，键/值头数须整除头数</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>头数</translation>
    </message>
    <message>
        <source>Hidden size of the student. 0 follows the teacher; must be a multiple of the heads.</source>
        <translation>学生的隐藏维度。0：与教师相同；必须是头数的整数倍。</translation>
    </message>
    <message>
        <source>How far the loss must come back before the factor is taken off</source>
        <translation>损失须回落多少才取消该系数</translation>
    </message>
    <message>
        <source>How far the validation metric may fall before an update is rolled back</source>
        <translation>验证指标下降多少就回滚一次更新</translation>
    </message>
    <message>
        <source>How many of the test split are scored. 0: all of them.</source>
        <translation>对测试划分中多少条打分。0：全部。</translation>
    </message>
    <message>
        <source>How often the samples of one update are gone through</source>
        <translation>每次更新的样本被遍历的次数</translation>
    </message>
    <message>
        <source>How the learning rate falls after the warm-up</source>
        <translation>预热之后学习率如何下降</translation>
    </message>
    <message>
        <source>How τ moves over the stage before the controller acts</source>
        <translation>控制器起作用之前，τ 在此阶段内如何变化</translation>
    </message>
    <message>
        <source>Hysteresis</source>
        <translation>滞回</translation>
    </message>
    <message>
        <source>Import more examples, or lower the test fraction</source>
        <translation>请导入更多样本，或降低测试比例</translation>
    </message>
    <message>
        <source>Import more examples, raise data.test_fraction, or name a file under data.eval</source>
        <translation>请导入更多样本、提高 data.test_fraction，或在 data.eval 指定文件</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>Inner width of every feed-forward block. 0 follows the teacher.</source>
        <translation>每个前馈块的内部宽度。0：与教师相同。</translation>
    </message>
    <message>
        <source>Install LibTorch (package libtorch1.13) and start again; Details name what is missing</source>
        <translation>请安装 LibTorch（软件包 libtorch1.13）后重新启动；“详情”列出缺少的内容</translation>
    </message>
    <message>
        <source>Install Stillhouse again, or set the folder of its resources.</source>
        <translation>请重新安装 Stillhouse，或设置其资源文件夹。</translation>
    </message>
    <message>
        <source>Internal error: %1</source>
        <translation>内部错误：%1</translation>
    </message>
    <message>
        <source>It lists %1 layers, but num_hidden_layers is %2</source>
        <translation>其中列出 %1 层，但 num_hidden_layers 为 %2</translation>
    </message>
    <message>
        <source>It may have been deleted by another window</source>
        <translation>它可能已被另一个窗口删除</translation>
    </message>
    <message>
        <source>JSONL of prompt, chosen, rejected for the reward model. Empty: derived from the labels.</source>
        <translation>由 prompt、chosen、rejected 组成的 JSONL，用于奖励模型。留空：由标签推导。</translation>
    </message>
    <message>
        <source>Keep &quot;path&quot; or the shape</source>
        <translation>请只保留 &quot;path&quot; 或形状之一</translation>
    </message>
    <message>
        <source>Keep one of the two</source>
        <translation>请只保留两者之一</translation>
    </message>
    <message>
        <source>Key/value heads</source>
        <translation>键/值头数</translation>
    </message>
    <message>
        <source>Known keys here: %1</source>
        <translation>此处的已知键：%1</translation>
    </message>
    <message>
        <source>Label the examples, or map the response column when importing</source>
        <translation>请为样本打标签，或在导入时映射 response 列</translation>
    </message>
    <message>
        <source>Largest global norm of the gradient; 0 switches it off</source>
        <translation>梯度全局范数的上限；0 表示关闭</translation>
    </message>
    <message>
        <source>Latency requests</source>
        <translation>延迟请求数</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Learned: step on log τ, against the student</source>
        <translation>学习式：log τ 的步长，方向与学生相反</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Logits must have one row per position</source>
        <translation>logits 必须每个位置一行</translation>
    </message>
    <message>
        <source>Longer prompts lose their beginning</source>
        <translation>更长的提示会丢掉开头</translation>
    </message>
    <message>
        <source>Longest example</source>
        <translation>最长样本</translation>
    </message>
    <message>
        <source>Loss smoothing</source>
        <translation>损失平滑</translation>
    </message>
    <message>
        <source>Lower below</source>
        <translation>低于此值则降低</translation>
    </message>
    <message>
        <source>Lower factor</source>
        <translation>降低系数</translation>
    </message>
    <message>
        <source>Lower the fractions</source>
        <translation>请降低比例</translation>
    </message>
    <message>
        <source>Lower the learning rate or the temperature and resume from the last checkpoint</source>
        <translation>请降低学习率或温度，并从最近的检查点继续</translation>
    </message>
    <message>
        <source>Matrix products are slow here (%1): training would take many times as long. Install oneDNN (package libdnnl2 or libdnnl3) or OpenBLAS (package libopenblas0-openmp)</source>
        <translation>此处的矩阵乘法很慢（%1）：训练会耗时数倍。请安装 oneDNN（软件包 libdnnl2 或 libdnnl3）或 OpenBLAS（软件包 libopenblas0-openmp）</translation>
    </message>
    <message>
        <source>Measured per model, interleaved in one process.</source>
        <translation>按模型测量，在同一进程中交替进行。</translation>
    </message>
    <message>
        <source>Measuring latency</source>
        <translation>正在测量延迟</translation>
    </message>
    <message>
        <source>Merge %1 is not a pair of tokens</source>
        <translation>合并规则 %1 不是一对词元</translation>
    </message>
    <message>
        <source>Merge %1 names a token that is not in the vocabulary: &quot;%2&quot;</source>
        <translation>合并规则 %1 提到不在词表中的词元：“%2”</translation>
    </message>
    <message>
        <source>More than %1 different labels: check the column mapping</source>
        <translation>不同标签超过 %1 个：请检查列映射</translation>
    </message>
    <message>
        <source>Move it to the other strategy</source>
        <translation>请将它移到另一个策略</translation>
    </message>
    <message>
        <source>Name of the experiment</source>
        <translation>实验名称</translation>
    </message>
    <message>
        <source>No column looks like a label or a response: the examples will be unlabelled.</source>
        <translation>没有看起来像标签或回答的列：样本将没有标签。</translation>
    </message>
    <message>
        <source>No column looks like the prompt</source>
        <translation>没有看起来像提示的列</translation>
    </message>
    <message>
        <source>No example could be read from this file</source>
        <translation>此文件中读不到任何样本</translation>
    </message>
    <message>
        <source>No file that this program reads nests so deep; check where it comes from.</source>
        <translation>本程序读取的文件都不会嵌套这么深；请检查它的来源。</translation>
    </message>
    <message>
        <source>No pair of two different answers is in this file</source>
        <translation>此文件中没有两个答案不同的配对</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>没有打开的项目</translation>
    </message>
    <message>
        <source>No training example has an answer</source>
        <translation>没有带答案的训练样本</translation>
    </message>
    <message>
        <source>Not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>Not every tensor of the model was written</source>
        <translation>模型的张量没有全部写出</translation>
    </message>
    <message>
        <source>Not used by the constant schedule</source>
        <translation>恒定调度不使用此项</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>未作任何更改</translation>
    </message>
    <message>
        <source>On the validation split; 0: a tenth of the stage</source>
        <translation>在验证划分上；0：阶段的十分之一</translation>
    </message>
    <message>
        <source>Only safetensors weights are read; convert the model first if it has .bin weights</source>
        <translation>只能读取 safetensors 权重；.bin 权重请先转换</translation>
    </message>
    <message>
        <source>Open a project folder first</source>
        <translation>请先打开项目文件夹</translation>
    </message>
    <message>
        <source>Open it with a newer version of the program; the file was not changed</source>
        <translation>请用更新版本的程序打开；文件未被改动</translation>
    </message>
    <message>
        <source>Open the unquantized model</source>
        <translation>请打开未量化的模型</translation>
    </message>
    <message>
        <source>Open the unquantized model; Stillhouse quantizes it itself</source>
        <translation>请打开未量化的模型；Stillhouse 会自行量化</translation>
    </message>
    <message>
        <source>Optimizer steps; 0 takes them from the budget</source>
        <translation>优化步数；0 表示由预算决定</translation>
    </message>
    <message>
        <source>Parameter groups, from the head down, that train in the first update</source>
        <translation>首次更新中参与训练的参数组数，从输出头往下数</translation>
    </message>
    <message>
        <source>Partial rotary embeddings are not supported</source>
        <translation>不支持部分旋转位置编码</translation>
    </message>
    <message>
        <source>Passes</source>
        <translation>遍数</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心</translation>
    </message>
    <message>
        <source>Peak of the schedule; a small student bears more than a large one</source>
        <translation>学习率调度的峰值；小学生模型比大的能承受更高的值</translation>
    </message>
    <message>
        <source>Point %1 does not lie to the right of the one before it</source>
        <translation>第 %1 个点不在前一个点的右边</translation>
    </message>
    <message>
        <source>Points (t, τ) of the piecewise schedule, t from 0 to 1; drag them in the Temperature panel</source>
        <translation>分段调度的点 (t, τ)，t 从 0 到 1；可在“温度”面板中拖动</translation>
    </message>
    <message>
        <source>Preferences are rows of {&quot;prompt&quot;, &quot;chosen&quot;, &quot;rejected&quot;}, or dialogues with chosen and rejected.</source>
        <translation>偏好为 {&quot;prompt&quot;, &quot;chosen&quot;, &quot;rejected&quot;} 的行，或带 chosen 和 rejected 的对话。</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>偏好</translation>
    </message>
    <message>
        <source>Progressive update</source>
        <translation>渐进更新</translation>
    </message>
    <message>
        <source>Prompt template, labels and how each label is written.</source>
        <translation>提示模板、标签，以及每个标签的写法。</translation>
    </message>
    <message>
        <source>Prompt weight</source>
        <translation>提示权重</translation>
    </message>
    <message>
        <source>Published settings use 2 to 8; higher shows the student more of the teacher&apos;s ranking of wrong answers</source>
        <translation>已发表的设置为 2 到 8；越高，学生越能看到教师对错误答案的排序</translation>
    </message>
    <message>
        <source>Put fields that hold the delimiter or a line break into quotes, choose another delimiter, or skip bad rows.</source>
        <translation>含分隔符或换行的字段请加引号，或选择其他分隔符，或跳过坏行。</translation>
    </message>
    <message>
        <source>Put {prompt} where the example&apos;s text belongs.</source>
        <translation>请在样本文本的位置写上 {prompt}。</translation>
    </message>
    <message>
        <source>Raise above</source>
        <translation>高于此值则提高</translation>
    </message>
    <message>
        <source>Raise factor</source>
        <translation>提高系数</translation>
    </message>
    <message>
        <source>Raise the limit or shorten the task&apos;s template.</source>
        <translation>请提高上限或缩短任务模板。</translation>
    </message>
    <message>
        <source>Rate floor</source>
        <translation>学习率下限</translation>
    </message>
    <message>
        <source>Rate schedule</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>Remove one of the two.</source>
        <translation>请移除两者之一。</translation>
    </message>
    <message>
        <source>Rename one of them in the header.</source>
        <translation>请在表头中改掉其中一个的名称。</translation>
    </message>
    <message>
        <source>Resamples behind every 95 % interval.</source>
        <translation>每个 95 % 区间背后的重采样次数。</translation>
    </message>
    <message>
        <source>Restore a copy of the project file</source>
        <translation>请恢复项目文件的副本</translation>
    </message>
    <message>
        <source>Restore a copy, or recover what is readable with: sqlite3 FILE .recover</source>
        <translation>请恢复副本，或用以下命令恢复可读内容：sqlite3 FILE .recover</translation>
    </message>
    <message>
        <source>Resume from an earlier checkpoint</source>
        <translation>请从更早的检查点继续</translation>
    </message>
    <message>
        <source>Roll-backs in a row that end the stage</source>
        <translation>连续回滚多少次后结束该阶段</translation>
    </message>
    <message>
        <source>Run the teacher once over the data and keep its distributions on disk</source>
        <translation>让教师在数据上运行一次，并把其分布保存在磁盘上</translation>
    </message>
    <message>
        <source>Runs carry this name in every table.</source>
        <translation>运行在每张表中都带有此名称。</translation>
    </message>
    <message>
        <source>Samples per update</source>
        <translation>每次更新的样本数</translation>
    </message>
    <message>
        <source>Samples reach the student in batches of 1,024 at τ = 1; layers thaw from the head down; a batch that harms is rolled back</source>
        <translation>样本以 1,024 条为一批、在 τ = 1 下送达学生；各层从输出头往下逐步解冻；有害的批次会被回滚</translation>
    </message>
    <message>
        <source>Save as BF16 or F32</source>
        <translation>请存为 BF16 或 F32</translation>
    </message>
    <message>
        <source>Save the file as UTF-8, or choose Windows-1252 as its encoding if it is an older Windows file.</source>
        <translation>请将文件存为 UTF-8；若是较旧的 Windows 文件，请选择 Windows-1252 编码。</translation>
    </message>
    <message>
        <source>Scale the soft-target term so that its share of the gradient norm becomes α</source>
        <translation>缩放软目标项，使其在梯度范数中的占比等于 α</translation>
    </message>
    <message>
        <source>Scales the steps of every stage that leaves them at their default.</source>
        <translation>缩放所有保持默认步数的阶段的步数。</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>调度</translation>
    </message>
    <message>
        <source>Scores must be (examples, labels)</source>
        <translation>得分的形状必须是（样本，标签）</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Set vocab_size to the tokenizer&apos;s size</source>
        <translation>请将 vocab_size 设为分词器的大小</translation>
    </message>
    <message>
        <source>Shape and type need %1 bytes, but the tensor has %2</source>
        <translation>按形状和类型需要 %1 字节，但张量有 %2 字节</translation>
    </message>
    <message>
        <source>Share of the peak that is left at the end</source>
        <translation>最后保留的峰值比例</translation>
    </message>
    <message>
        <source>Share of the policy&apos;s distribution in the loss; the rest is cross-entropy on the answer</source>
        <translation>损失中策略模型分布所占的比例；其余为答案的交叉熵</translation>
    </message>
    <message>
        <source>Share of the soft targets in the loss; the rest is cross-entropy on the labels</source>
        <translation>损失中软目标所占的比例；其余为标签的交叉熵</translation>
    </message>
    <message>
        <source>Share of the steps during which the rate rises</source>
        <translation>学习率上升阶段占总步数的比例</translation>
    </message>
    <message>
        <source>Shorten it</source>
        <translation>请缩短</translation>
    </message>
    <message>
        <source>Shorten the prompt</source>
        <translation>请缩短提示</translation>
    </message>
    <message>
        <source>Shorten the text</source>
        <translation>请缩短文本</translation>
    </message>
    <message>
        <source>Skipped: %1</source>
        <translation>已跳过：%1</translation>
    </message>
    <message>
        <source>Smoothed stage loss above which τ is raised</source>
        <translation>平滑后的阶段损失高于此值时提高 τ</translation>
    </message>
    <message>
        <source>Smoothed stage loss below which τ is lowered</source>
        <translation>平滑后的阶段损失低于此值时降低 τ</translation>
    </message>
    <message>
        <source>Soft targets</source>
        <translation>软目标</translation>
    </message>
    <message>
        <source>Something follows the end of the array</source>
        <translation>数组结束后还有内容</translation>
    </message>
    <message>
        <source>Something stands between a closing quote and the next delimiter</source>
        <translation>闭合引号与下一个分隔符之间有内容</translation>
    </message>
    <message>
        <source>Sort the points by time</source>
        <translation>请按时间排列各点</translation>
    </message>
    <message>
        <source>Split it into parts below 4 GiB.</source>
        <translation>请拆分为小于 4 GiB 的部分。</translation>
    </message>
    <message>
        <source>Start a new run</source>
        <translation>请开始新的运行</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Stop it first</source>
        <translation>请先停止它</translation>
    </message>
    <message>
        <source>Stopped after %1 roll-backs in a row</source>
        <translation>连续 %1 次回滚后停止</translation>
    </message>
    <message>
        <source>Strategy %1 does not offer the stage %2</source>
        <translation>策略 %1 不提供阶段 %2</translation>
    </message>
    <message>
        <source>Strategy %1 failed: %2</source>
        <translation>策略 %1 失败：%2</translation>
    </message>
    <message>
        <source>Strategy %1 wants %2 to %3 examples for this student; %4 are here: enough</source>
        <translation>策略 %1 对此学生需要 %2 到 %3 条样本；现有 %4 条：足够</translation>
    </message>
    <message>
        <source>Strategy %1 wants %2 to %3 examples for this student; %4 are here: too few</source>
        <translation>策略 %1 对此学生需要 %2 到 %3 条样本；现有 %4 条：不足</translation>
    </message>
    <message>
        <source>Student model</source>
        <translation>学生模型</translation>
    </message>
    <message>
        <source>Supervised warm start</source>
        <translation>有监督预热</translation>
    </message>
    <message>
        <source>Supported are linear and llama3</source>
        <translation>支持 linear 和 llama3</translation>
    </message>
    <message>
        <source>Supported are llama, mistral, qwen2 and qwen3</source>
        <translation>支持 llama、mistral、qwen2 和 qwen3</translation>
    </message>
    <message>
        <source>Target share</source>
        <translation>目标占比</translation>
    </message>
    <message>
        <source>Task file</source>
        <translation>任务文件</translation>
    </message>
    <message>
        <source>Teacher and student pad the vocabulary differently (%1 and %2): the common ids are used</source>
        <translation>教师和学生的词表填充不同（%1 和 %2）：使用共有的编号</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>教师</translation>
    </message>
    <message>
        <source>Temperature and top-k must not be negative, and top-p must be above 0</source>
        <translation>温度和 top-k 不能为负，top-p 必须大于 0</translation>
    </message>
    <message>
        <source>Tensors must be written in the order announced</source>
        <translation>张量必须按声明的顺序写入</translation>
    </message>
    <message>
        <source>Test and validation leave nothing to train on</source>
        <translation>测试和验证没有留下可训练的数据</translation>
    </message>
    <message>
        <source>Test and validation parts together are more than the whole</source>
        <translation>测试和验证部分之和超过整体</translation>
    </message>
    <message>
        <source>Test examples</source>
        <translation>测试样本数</translation>
    </message>
    <message>
        <source>The activation “%1” is not supported</source>
        <translation>不支持激活函数“%1”</translation>
    </message>
    <message>
        <source>The architecture “%1” is not supported</source>
        <translation>不支持架构“%1”</translation>
    </message>
    <message>
        <source>The byte %1 is not UTF-8 here</source>
        <translation>此处的字节 %1 不是 UTF-8</translation>
    </message>
    <message>
        <source>The cached teacher outputs do not fit this example</source>
        <translation>缓存的教师输出与此样本不符</translation>
    </message>
    <message>
        <source>The checkpoint does not fit: %1 is missing or has another shape</source>
        <translation>检查点不匹配：%1 缺失或形状不同</translation>
    </message>
    <message>
        <source>The checkpoint&apos;s state is damaged</source>
        <translation>检查点的状态已损坏</translation>
    </message>
    <message>
        <source>The columns are: %1</source>
        <translation>现有列：%1</translation>
    </message>
    <message>
        <source>The data offsets %1 to %2 lie outside the %3 bytes of data</source>
        <translation>数据偏移 %1 到 %2 超出 %3 字节的数据</translation>
    </message>
    <message>
        <source>The destination has another size than the tensor</source>
        <translation>目标与张量大小不同</translation>
    </message>
    <message>
        <source>The disk is full; the last change was not saved</source>
        <translation>磁盘已满；最后的更改没有保存</translation>
    </message>
    <message>
        <source>The disk refused to read or write the project file</source>
        <translation>磁盘拒绝读写项目文件</translation>
    </message>
    <message>
        <source>The divisor of a loss must not be negative</source>
        <translation>损失的除数不能为负</translation>
    </message>
    <message>
        <source>The element type “%1” is not supported</source>
        <translation>不支持元素类型“%1”</translation>
    </message>
    <message>
        <source>The engine is busy with a run</source>
        <translation>引擎正忙于一次运行</translation>
    </message>
    <message>
        <source>The evaluation was cancelled</source>
        <translation>评估已取消</translation>
    </message>
    <message>
        <source>The experiment has no strategy %1</source>
        <translation>实验中没有策略 %1</translation>
    </message>
    <message>
        <source>The experiment names no teacher</source>
        <translation>实验没有指定教师</translation>
    </message>
    <message>
        <source>The expression needs too much backtracking for this text; use another tokenizer.</source>
        <translation>此文本使该表达式回溯过多；请使用其他分词器。</translation>
    </message>
    <message>
        <source>The file cannot be read: %1</source>
        <translation>无法读取文件：%1</translation>
    </message>
    <message>
        <source>The file could not be written</source>
        <translation>文件无法写入</translation>
    </message>
    <message>
        <source>The file ends after %1 bytes, within this tensor</source>
        <translation>文件在 %1 字节处、该张量之内结束</translation>
    </message>
    <message>
        <source>The file ends inside an entry</source>
        <translation>文件在条目之内结束</translation>
    </message>
    <message>
        <source>The file ends inside its array</source>
        <translation>文件在数组之内结束</translation>
    </message>
    <message>
        <source>The file has %1 bytes; at most %2 are read here</source>
        <translation>文件有 %1 字节；此处最多读取 %2 字节</translation>
    </message>
    <message>
        <source>The file is a link that leads out of the model&apos;s folder, to %1</source>
        <translation>该文件是指向模型文件夹之外的链接：%1</translation>
    </message>
    <message>
        <source>The file is damaged; get it again</source>
        <translation>文件已损坏；请重新获取</translation>
    </message>
    <message>
        <source>The file is damaged; get it again.</source>
        <translation>文件已损坏；请重新获取。</translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>The file is incomplete or damaged; get it again</source>
        <translation>文件不完整或已损坏；请重新获取</translation>
    </message>
    <message>
        <source>The file is incomplete; get it again</source>
        <translation>文件不完整；请重新获取</translation>
    </message>
    <message>
        <source>The file is missing</source>
        <translation>文件缺失</translation>
    </message>
    <message>
        <source>The file is neither UTF-8 nor UTF-16. It is shown as Windows-1252; choose that encoding if the text looks right.</source>
        <translation>文件既不是 UTF-8 也不是 UTF-16。现按 Windows-1252 显示；若文本看起来正确，请选择该编码。</translation>
    </message>
    <message>
        <source>The first numbers of the points must rise from 0 to 1</source>
        <translation>各点的第一个数必须从 0 递增到 1</translation>
    </message>
    <message>
        <source>The folder has neither model.safetensors nor model.safetensors.index.json</source>
        <translation>文件夹中既没有 model.safetensors 也没有 model.safetensors.index.json</translation>
    </message>
    <message>
        <source>The folder has no config.json</source>
        <translation>文件夹中没有 config.json</translation>
    </message>
    <message>
        <source>The folder holds something other than a model, and saving would replace it</source>
        <translation>文件夹中有模型以外的内容，保存会将其替换</translation>
    </message>
    <message>
        <source>The folder mixes files of different models; get it again</source>
        <translation>文件夹混有不同模型的文件；请重新获取</translation>
    </message>
    <message>
        <source>The folder needs tokenizer.json, or vocab.json and merges.txt.</source>
        <translation>文件夹需要 tokenizer.json，或 vocab.json 和 merges.txt。</translation>
    </message>
    <message>
        <source>The header claims %1 bytes; the file has %2</source>
        <translation>文件头声明 %1 字节；文件有 %2 字节</translation>
    </message>
    <message>
        <source>The header describes %1 bytes, the file has %2</source>
        <translation>文件头描述 %1 字节，文件有 %2 字节</translation>
    </message>
    <message>
        <source>The header field “%1” stands twice</source>
        <translation>文件头字段“%1”出现两次</translation>
    </message>
    <message>
        <source>The header has a value of the wrong kind at “%1”</source>
        <translation>文件头“%1”处的值类型不对</translation>
    </message>
    <message>
        <source>The header is not that of a llama2.c model</source>
        <translation>文件头不是 llama2.c 模型的文件头</translation>
    </message>
    <message>
        <source>The header is not valid JSON: %1</source>
        <translation>文件头不是有效的 JSON：%1</translation>
    </message>
    <message>
        <source>The hidden states do not fit the head</source>
        <translation>隐藏状态与输出头不匹配</translation>
    </message>
    <message>
        <source>The id %1 belongs to two tokens, &quot;%2&quot; and &quot;%3&quot;</source>
        <translation>编号 %1 属于两个词元：“%2”和“%3”</translation>
    </message>
    <message>
        <source>The id %1 is outside the vocabulary of %2 tokens</source>
        <translation>编号 %1 超出 %2 个词元的词表</translation>
    </message>
    <message>
        <source>The id of &quot;%1&quot; must be a whole number from 0 to %2</source>
        <translation>“%1”的编号必须是 0 到 %2 的整数</translation>
    </message>
    <message>
        <source>The import was cancelled</source>
        <translation>导入已取消</translation>
    </message>
    <message>
        <source>The import was stopped</source>
        <translation>导入已停止</translation>
    </message>
    <message>
        <source>The index has no weight_map</source>
        <translation>索引没有 weight_map</translation>
    </message>
    <message>
        <source>The index names “%1”, which is not a file in the model&apos;s folder</source>
        <translation>索引提到“%1”，它不是模型文件夹中的文件</translation>
    </message>
    <message>
        <source>The index says that %1 holds the tensor, but it does not</source>
        <translation>索引称 %1 含有该张量，但实际没有</translation>
    </message>
    <message>
        <source>The k most probable are kept, the rest of the mass is spread evenly; 0 keeps all</source>
        <translation>保留概率最高的 k 个，其余质量平均分摊；0 表示全部保留</translation>
    </message>
    <message>
        <source>The key &quot;%1&quot; stands twice in one object</source>
        <translation>键“%1”在一个对象中出现两次</translation>
    </message>
    <message>
        <source>The key &quot;strategies&quot; is missing</source>
        <translation>缺少键 &quot;strategies&quot;</translation>
    </message>
    <message>
        <source>The key &quot;version&quot; is missing</source>
        <translation>缺少键 &quot;version&quot;</translation>
    </message>
    <message>
        <source>The key is missing</source>
        <translation>缺少该键</translation>
    </message>
    <message>
        <source>The label &apos;%1&apos; stands twice</source>
        <translation>标签“%1”出现两次</translation>
    </message>
    <message>
        <source>The loss is not a finite number at step %1</source>
        <translation>损失在第 %1 步不是有限数</translation>
    </message>
    <message>
        <source>The metadata key “%1” stands twice</source>
        <translation>元数据键“%1”出现两次</translation>
    </message>
    <message>
        <source>The mixture weight is %1; it must lie inside (0, 1)</source>
        <translation>混合权重为 %1；必须在 (0, 1) 之内</translation>
    </message>
    <message>
        <source>The model has %1 layers; at most %2 are supported</source>
        <translation>模型有 %1 层；最多支持 %2 层</translation>
    </message>
    <message>
        <source>The model has no such tensor</source>
        <translation>模型没有该张量</translation>
    </message>
    <message>
        <source>The model&apos;s output is not a number</source>
        <translation>模型的输出不是数字</translation>
    </message>
    <message>
        <source>The name of the stage is missing</source>
        <translation>缺少阶段名称</translation>
    </message>
    <message>
        <source>The new weights of the layer do not fit together</source>
        <translation>该层的新权重彼此不匹配</translation>
    </message>
    <message>
        <source>The number of parameters does not fit in 64 bits</source>
        <translation>参数数量超出 64 位</translation>
    </message>
    <message>
        <source>The path does not name a file</source>
        <translation>路径没有指向文件</translation>
    </message>
    <message>
        <source>The policy, a copy of the teacher, learns the answers of the training examples</source>
        <translation>策略模型（教师的副本）学习训练样本的答案</translation>
    </message>
    <message>
        <source>The precision “%1” is not known</source>
        <translation>未知精度“%1”</translation>
    </message>
    <message>
        <source>The price per hour must be a number that is not negative</source>
        <translation>每小时价格必须是非负数</translation>
    </message>
    <message>
        <source>The project file cannot be opened or made</source>
        <translation>项目文件无法打开或创建</translation>
    </message>
    <message>
        <source>The project file cannot be read</source>
        <translation>项目文件无法读取</translation>
    </message>
    <message>
        <source>The project file has version %1, this program knows versions up to %2</source>
        <translation>项目文件为版本 %1，本程序最高支持版本 %2</translation>
    </message>
    <message>
        <source>The project file holds the unknown word &quot;%1&quot;</source>
        <translation>项目文件含未知词“%1”</translation>
    </message>
    <message>
        <source>The project file is damaged</source>
        <translation>项目文件已损坏</translation>
    </message>
    <message>
        <source>The project file may only be read</source>
        <translation>项目文件只读</translation>
    </message>
    <message>
        <source>The project file refused: %1</source>
        <translation>项目文件拒绝操作：%1</translation>
    </message>
    <message>
        <source>The prompt has %1 tokens; the model&apos;s context is %2</source>
        <translation>提示有 %1 个词元；模型的上下文为 %2</translation>
    </message>
    <message>
        <source>The prompt has no tokens, so nothing can follow it</source>
        <translation>提示没有词元，因此无法续写</translation>
    </message>
    <message>
        <source>The prompt is empty and the model has no start token</source>
        <translation>提示为空，且模型没有起始词元</translation>
    </message>
    <message>
        <source>The regular expression &quot;%1&quot; is faulty: %2</source>
        <translation>正则表达式“%1”有误：%2</translation>
    </message>
    <message>
        <source>The rope scaling “%1” is not supported</source>
        <translation>不支持 rope 缩放“%1”</translation>
    </message>
    <message>
        <source>The row weights sum to zero</source>
        <translation>行权重之和为零</translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; is still at work</source>
        <translation>运行“%1”仍在进行</translation>
    </message>
    <message>
        <source>The run needs %1 MB of memory, but %2 MB are free: use a smaller batch or shorter examples</source>
        <translation>运行需要 %1 MB 内存，但只有 %2 MB 可用：请用更小的批大小或更短的样本</translation>
    </message>
    <message>
        <source>The run to resume is no longer in the project</source>
        <translation>要继续的运行已不在项目中</translation>
    </message>
    <message>
        <source>The run writes %1 MB, but %2 MB of the disk are free</source>
        <translation>运行要写入 %1 MB，但磁盘只剩 %2 MB</translation>
    </message>
    <message>
        <source>The same seed, document and thread count give the same weights, bit for bit.</source>
        <translation>种子、文档和线程数相同，得到的权重逐位相同。</translation>
    </message>
    <message>
        <source>The sample project needs an empty folder</source>
        <translation>示例项目需要空文件夹</translation>
    </message>
    <message>
        <source>The sample&apos;s teacher is missing</source>
        <translation>缺少示例的教师模型</translation>
    </message>
    <message>
        <source>The shape is absurd</source>
        <translation>形状不合理</translation>
    </message>
    <message>
        <source>The share of distillation is %1; it must lie in [0, 1]</source>
        <translation>蒸馏占比为 %1；必须在 [0, 1] 之内</translation>
    </message>
    <message>
        <source>The special token &quot;%1&quot; is empty, not UTF-8, or there twice</source>
        <translation>特殊词元“%1”为空、不是 UTF-8，或出现两次</translation>
    </message>
    <message>
        <source>The student is given twice: as a model folder and as a shape</source>
        <translation>学生被指定了两次：模型文件夹和形状</translation>
    </message>
    <message>
        <source>The student learns the teacher&apos;s softened distribution and the labels, under an adaptive temperature</source>
        <translation>学生在自适应温度下学习教师软化后的分布和标签</translation>
    </message>
    <message>
        <source>The student&apos;s shape changed since; start a new run</source>
        <translation>学生的形状此后已改变；请开始新的运行</translation>
    </message>
    <message>
        <source>The student&apos;s shape is not complete</source>
        <translation>学生的形状不完整</translation>
    </message>
    <message>
        <source>The system refused: %1</source>
        <translation>系统拒绝操作：%1</translation>
    </message>
    <message>
        <source>The teacher&apos;s hidden states do not fit its head or the student&apos;s rows</source>
        <translation>教师的隐藏状态与其输出头或学生的行不匹配</translation>
    </message>
    <message>
        <source>The teacher&apos;s logits do not have one row for each of the student&apos;s</source>
        <translation>教师的 logits 与学生的行不一一对应</translation>
    </message>
    <message>
        <source>The teacher&apos;s probabilities belong to other examples</source>
        <translation>教师的概率属于其他样本</translation>
    </message>
    <message>
        <source>The teacher&apos;s probabilities belong to other labels</source>
        <translation>教师的概率属于其他标签</translation>
    </message>
    <message>
        <source>The teacher&apos;s top-k ids and log-probabilities do not fit each other or the student&apos;s rows</source>
        <translation>教师的 top-k 编号与对数概率彼此不匹配，或与学生的行不匹配</translation>
    </message>
    <message>
        <source>The temperature is %1; it must lie in [0.001, 1000]</source>
        <translation>温度为 %1；必须在 [0.001, 1000] 之内</translation>
    </message>
    <message>
        <source>The template has no place for the prompt</source>
        <translation>模板中没有提示的位置</translation>
    </message>
    <message>
        <source>The tensor has another size than announced</source>
        <translation>张量大小与声明不同</translation>
    </message>
    <message>
        <source>The tensor has shape %1, but config.json asks for %2</source>
        <translation>张量形状为 %1，但 config.json 要求 %2</translation>
    </message>
    <message>
        <source>The tensor is listed twice</source>
        <translation>该张量列出了两次</translation>
    </message>
    <message>
        <source>The tensor is missing</source>
        <translation>缺少该张量</translation>
    </message>
    <message>
        <source>The tensor is stored in two shards</source>
        <translation>该张量存在于两个分片中</translation>
    </message>
    <message>
        <source>The tensor starts at data offset %1 where %2 was expected (gap or overlap)</source>
        <translation>张量从数据偏移 %1 开始，而应为 %2（有空隙或重叠）</translation>
    </message>
    <message>
        <source>The tensor was announced but not written</source>
        <translation>张量已声明但未写入</translation>
    </message>
    <message>
        <source>The tensors end at data offset %1, but the file holds %2 bytes of data</source>
        <translation>张量在数据偏移 %1 处结束，但文件含 %2 字节数据</translation>
    </message>
    <message>
        <source>The test part must be at least 0 and below 1</source>
        <translation>测试部分必须不小于 0 且小于 1</translation>
    </message>
    <message>
        <source>The test split is empty, so nothing could be compared</source>
        <translation>测试划分为空，无法进行比较</translation>
    </message>
    <message>
        <source>The text contains a zero byte</source>
        <translation>文本含零字节</translation>
    </message>
    <message>
        <source>The text is too long for one call of the tokenizer</source>
        <translation>文本过长，分词器一次无法处理</translation>
    </message>
    <message>
        <source>The text is too short: no token has one before it</source>
        <translation>文本过短：没有前面还有词元的词元</translation>
    </message>
    <message>
        <source>The time budget ended this stage at step %1 of %2</source>
        <translation>时间预算使此阶段在第 %1 步（共 %2 步）结束</translation>
    </message>
    <message>
        <source>The tokenizer cannot tell the verbalizer &apos;%1&apos; of label &apos;%2&apos; from the others</source>
        <translation>分词器无法区分标签“%2”的写法“%1”与其他写法</translation>
    </message>
    <message>
        <source>The tokenizer knows %1 tokens, but the model only %2</source>
        <translation>分词器有 %1 个词元，而模型只有 %2 个</translation>
    </message>
    <message>
        <source>The tokenizer&apos;s regular expression could not be applied: %1</source>
        <translation>无法应用分词器的正则表达式：%1</translation>
    </message>
    <message>
        <source>The training engine could not be opened</source>
        <translation>无法打开训练引擎</translation>
    </message>
    <message>
        <source>The training split is empty</source>
        <translation>训练划分为空</translation>
    </message>
    <message>
        <source>The two evaluations have different labels</source>
        <translation>两次评估的标签不同</translation>
    </message>
    <message>
        <source>The utilization must be above 0 and at most 1</source>
        <translation>利用率必须大于 0 且不超过 1</translation>
    </message>
    <message>
        <source>The validation part must be at least 0, and leave something to train on</source>
        <translation>验证部分必须不小于 0，并留下可训练的数据</translation>
    </message>
    <message>
        <source>The value %1 is too large for F16</source>
        <translation>值 %1 超出 F16 的范围</translation>
    </message>
    <message>
        <source>The value %1 lies outside %2 to %3</source>
        <translation>值 %1 超出 %2 到 %3</translation>
    </message>
    <message>
        <source>The vocabulary must be an object from token to id, and not empty</source>
        <translation>词表必须是从词元到编号的对象，且不能为空</translation>
    </message>
    <message>
        <source>The vocabulary must have %1 to %2 tokens</source>
        <translation>词表必须有 %1 到 %2 个词元</translation>
    </message>
    <message>
        <source>The weights are already quantized</source>
        <translation>权重已经过量化</translation>
    </message>
    <message>
        <source>The weights are damaged or training has diverged</source>
        <translation>权重已损坏，或训练已发散</translation>
    </message>
    <message>
        <source>The weights are stored as %1</source>
        <translation>权重以 %1 存储</translation>
    </message>
    <message>
        <source>There are %1 scores for %2 tokens</source>
        <translation>%2 个词元却有 %1 个得分</translation>
    </message>
    <message>
        <source>There are %1 tokens; unknown, BOS, EOS and 256 bytes are needed</source>
        <translation>共有 %1 个词元；需要 unknown、BOS、EOS 和 256 个字节</translation>
    </message>
    <message>
        <source>There are no token ids</source>
        <translation>没有词元编号</translation>
    </message>
    <message>
        <source>There is a NUL byte here, so this is not a text file</source>
        <translation>此处有 NUL 字节，因此不是文本文件</translation>
    </message>
    <message>
        <source>There is no checkpoint here</source>
        <translation>此处没有检查点</translation>
    </message>
    <message>
        <source>There is no column &apos;%1&apos;</source>
        <translation>没有列“%1”</translation>
    </message>
    <message>
        <source>There is no data set %1</source>
        <translation>没有数据集 %1</translation>
    </message>
    <message>
        <source>There is no encoding &apos;%1&apos; here</source>
        <translation>没有编码“%1”</translation>
    </message>
    <message>
        <source>There is no example %1</source>
        <translation>没有样本 %1</translation>
    </message>
    <message>
        <source>There is no field &apos;%1&apos;</source>
        <translation>没有字段“%1”</translation>
    </message>
    <message>
        <source>There is no option &apos;%1&apos;</source>
        <translation>没有选项“%1”</translation>
    </message>
    <message>
        <source>There is no project database</source>
        <translation>没有项目数据库</translation>
    </message>
    <message>
        <source>There is no request to measure</source>
        <translation>没有可测量的请求</translation>
    </message>
    <message>
        <source>There is no run &quot;%1&quot;</source>
        <translation>没有运行“%1”</translation>
    </message>
    <message>
        <source>There is no stage &apos;%1&apos;</source>
        <translation>没有阶段“%1”</translation>
    </message>
    <message>
        <source>There is no stage to run</source>
        <translation>没有要运行的阶段</translation>
    </message>
    <message>
        <source>There is no such file or folder</source>
        <translation>没有这样的文件或文件夹</translation>
    </message>
    <message>
        <source>There is no such folder</source>
        <translation>没有这样的文件夹</translation>
    </message>
    <message>
        <source>There is no tokenizer here</source>
        <translation>此处没有分词器</translation>
    </message>
    <message>
        <source>There is no training benchmark “%1”</source>
        <translation>没有训练基准“%1”</translation>
    </message>
    <message>
        <source>There is not one label for each row</source>
        <translation>标签与行不一一对应</translation>
    </message>
    <message>
        <source>There is not one weight for each row</source>
        <translation>权重与行不一一对应</translation>
    </message>
    <message>
        <source>There is nothing at %1</source>
        <translation>%1 处没有内容</translation>
    </message>
    <message>
        <source>There is nothing to train on</source>
        <translation>没有可训练的数据</translation>
    </message>
    <message>
        <source>This chat template is none of the layouts that are known here (ChatML, Llama 2, Llama 3)</source>
        <translation>此对话模板不是已知的布局（ChatML、Llama 2、Llama 3）</translation>
    </message>
    <message>
        <source>This does not begin with the length of the longest token</source>
        <translation>开头不是最长词元的长度</translation>
    </message>
    <message>
        <source>This file does not start with an array</source>
        <translation>此文件不以数组开头</translation>
    </message>
    <message>
        <source>This is a newer llama2.c file version</source>
        <translation>这是更新版本的 llama2.c 文件</translation>
    </message>
    <message>
        <source>This is neither a model folder nor a llama2.c .bin file</source>
        <translation>这既不是模型文件夹，也不是 llama2.c 的 .bin 文件</translation>
    </message>
    <message>
        <source>This is no llama2.c model, or the file is damaged</source>
        <translation>这不是 llama2.c 模型，或文件已损坏</translation>
    </message>
    <message>
        <source>This is no safetensors file, or it is incomplete</source>
        <translation>这不是 safetensors 文件，或文件不完整</translation>
    </message>
    <message>
        <source>This is not a checkpoint of this program</source>
        <translation>这不是本程序的检查点</translation>
    </message>
    <message>
        <source>This is not a project file of this program</source>
        <translation>这不是本程序的项目文件</translation>
    </message>
    <message>
        <source>This is not a regular file</source>
        <translation>这不是普通文件</translation>
    </message>
    <message>
        <source>This is not valid JSON: %1</source>
        <translation>这不是有效的 JSON：%1</translation>
    </message>
    <message>
        <source>This model&apos;s chat layout has no role &quot;%1&quot;</source>
        <translation>此模型的对话布局没有角色“%1”</translation>
    </message>
    <message>
        <source>This must be %1</source>
        <translation>此处必须是 %1</translation>
    </message>
    <message>
        <source>This must be a list</source>
        <translation>此处必须是列表</translation>
    </message>
    <message>
        <source>This must be a text</source>
        <translation>此处必须是文本</translation>
    </message>
    <message>
        <source>This must be a whole number from 0 to %1</source>
        <translation>此处必须是 0 到 %1 的整数</translation>
    </message>
    <message>
        <source>This must be an object</source>
        <translation>此处必须是对象</translation>
    </message>
    <message>
        <source>This must be true or false</source>
        <translation>此处必须是 true 或 false</translation>
    </message>
    <message>
        <source>This pair has no prompt, and its dialogues have no common beginning</source>
        <translation>此配对没有提示，且其对话没有共同的开头</translation>
    </message>
    <message>
        <source>This program reads version 1; a newer document needs a newer program</source>
        <translation>本程序读取版本 1；更新的文档需要更新的程序</translation>
    </message>
    <message>
        <source>This row has %1 columns, but the header in line %2 has %3</source>
        <translation>此行有 %1 列，但第 %2 行的表头有 %3 列</translation>
    </message>
    <message>
        <source>This row has more than %1 columns</source>
        <translation>此行超过 %1 列</translation>
    </message>
    <message>
        <source>This row has no prompt: its text is empty</source>
        <translation>此行没有提示：文本为空</translation>
    </message>
    <message>
        <source>This row is longer than %1 MiB</source>
        <translation>此行超过 %1 MiB</translation>
    </message>
    <message>
        <source>This row is not a JSON object</source>
        <translation>此行不是 JSON 对象</translation>
    </message>
    <message>
        <source>Threshold raises τ while the loss is high and lowers it while the loss is low; gradient balance steers the distillation term&apos;s share of the gradient; learned ascends the loss (CTKD)</source>
        <translation>阈值：损失高时提高 τ，低时降低 τ；梯度平衡：调节蒸馏项在梯度中的占比；学习式：沿损失上升方向（CTKD）</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>时间上限</translation>
    </message>
    <message>
        <source>Token %1 is outside the model&apos;s vocabulary of %2</source>
        <translation>词元 %1 超出模型 %2 个词元的词表</translation>
    </message>
    <message>
        <source>Token %1 lies outside the vocabulary of %2</source>
        <translation>词元 %1 超出 %2 个词元的词表</translation>
    </message>
    <message>
        <source>Token id %1 is outside the vocabulary of %2</source>
        <translation>词元编号 %1 超出 %2 个词元的词表</translation>
    </message>
    <message>
        <source>Token ids must be a non-empty (batch, tokens) tensor of 64-bit integers</source>
        <translation>词元编号必须是非空的（批，词元）64 位整数张量</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>Training %1 of %2 parameter groups, down to &apos;%3&apos;</source>
        <translation>正在训练 %2 个参数组中的 %1 个，直到“%3”</translation>
    </message>
    <message>
        <source>Training the tokenizer was cancelled</source>
        <translation>分词器训练已取消</translation>
    </message>
    <message>
        <source>Training the tokenizer</source>
        <translation>正在训练分词器</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>Two columns are named &apos;%1&apos;</source>
        <translation>有两列都名为“%1”</translation>
    </message>
    <message>
        <source>Two labels share the verbalizer &apos;%1&apos;, so no model could tell them apart</source>
        <translation>两个标签的写法都是“%1”，任何模型都无法区分</translation>
    </message>
    <message>
        <source>Unfreeze every</source>
        <translation>解冻间隔</translation>
    </message>
    <message>
        <source>Unknown budget &quot;%1&quot;</source>
        <translation>未知预算“%1”</translation>
    </message>
    <message>
        <source>Unknown header field “%1”</source>
        <translation>未知的文件头字段“%1”</translation>
    </message>
    <message>
        <source>Unknown key &quot;%1&quot;</source>
        <translation>未知键“%1”</translation>
    </message>
    <message>
        <source>Update %1 made the validation metric fall from %2 to %3 and was rolled back</source>
        <translation>更新 %1 使验证指标从 %2 降到 %3，已回滚</translation>
    </message>
    <message>
        <source>Updates until one more group trains; 0 trains everything from the start</source>
        <translation>每隔多少次更新多训练一组；0 表示从一开始训练全部</translation>
    </message>
    <message>
        <source>Use a smaller batch, a shorter context or a smaller model</source>
        <translation>请用更小的批大小、更短的上下文或更小的模型</translation>
    </message>
    <message>
        <source>Use a tokenizer whose last step is ByteLevel.</source>
        <translation>请使用最后一步为 ByteLevel 的分词器。</translation>
    </message>
    <message>
        <source>Use classification or generation.</source>
        <translation>请使用 classification 或 generation。</translation>
    </message>
    <message>
        <source>Use human, gpt and system, or user, assistant and system.</source>
        <translation>请使用 human、gpt 和 system，或 user、assistant 和 system。</translation>
    </message>
    <message>
        <source>Use system, user and assistant.</source>
        <translation>请使用 system、user 和 assistant。</translation>
    </message>
    <message>
        <source>Use the model&apos;s own tokenizer</source>
        <translation>请使用模型自带的分词器</translation>
    </message>
    <message>
        <source>Use the tokenizer that belongs to the model</source>
        <translation>请使用属于该模型的分词器</translation>
    </message>
    <message>
        <source>Use the tokenizer that the model was trained with.</source>
        <translation>请使用训练该模型时的分词器。</translation>
    </message>
    <message>
        <source>Use train, validation or test in the column &apos;%1&apos;, or do not map it.</source>
        <translation>请在列“%1”中使用 train、validation 或 test，或不要映射它。</translation>
    </message>
    <message>
        <source>Use utf-8, utf-16le, utf-16be or windows-1252.</source>
        <translation>请使用 utf-8、utf-16le、utf-16be 或 windows-1252。</translation>
    </message>
    <message>
        <source>Version %1 of the experiment document is not known</source>
        <translation>未知的实验文档版本 %1</translation>
    </message>
    <message>
        <source>Vocabulary and configuration must come from the same tokenizer.</source>
        <translation>词表和配置必须来自同一分词器。</translation>
    </message>
    <message>
        <source>Vocabulary and merges must come from the same tokenizer.</source>
        <translation>词表和合并规则必须来自同一分词器。</translation>
    </message>
    <message>
        <source>Wait for its end, or stop it: it keeps a checkpoint</source>
        <translation>请等它结束，或停止它：检查点会保留</translation>
    </message>
    <message>
        <source>Wait until it is done, or close it, and try again</source>
        <translation>请等它完成或关闭它，然后重试</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Weight of the past in the moving average of the loss</source>
        <translation>损失移动平均中过去值的权重</translation>
    </message>
    <message>
        <source>Weight of the prompt&apos;s own tokens in the loss; 0 scores the answer alone</source>
        <translation>提示自身词元在损失中的权重；0 表示只对答案计分</translation>
    </message>
    <message>
        <source>Weight of the teacher in the mixture of JSD and skewed KL</source>
        <translation>JSD 和偏斜 KL 混合中教师的权重</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Write &quot;strategies&quot;: {&quot;A&quot;: [{&quot;stage&quot;: …}]} with at least one stage</source>
        <translation>请写 &quot;strategies&quot;: {&quot;A&quot;: [{&quot;stage&quot;: …}]}，至少含一个阶段</translation>
    </message>
    <message>
        <source>Write &quot;version&quot;: 1 at the top of the document</source>
        <translation>请在文档开头写 &quot;version&quot;: 1</translation>
    </message>
    <message>
        <source>Write a metric, a comparison and a number: accuracy&gt;0.95</source>
        <translation>请写指标、比较符和数字：accuracy&gt;0.95</translation>
    </message>
    <message>
        <source>Write columns as {text}; write {{ for a brace.</source>
        <translation>列写作 {text}；花括号本身写作 {{。</translation>
    </message>
    <message>
        <source>Write each example as an object like {&quot;prompt&quot;: &quot;…&quot;, &quot;label&quot;: &quot;…&quot;}.</source>
        <translation>请把每个样本写成对象，例如 {&quot;prompt&quot;: &quot;…&quot;, &quot;label&quot;: &quot;…&quot;}。</translation>
    </message>
    <message>
        <source>Write each message as {&quot;role&quot;: &quot;user&quot;, &quot;content&quot;: &quot;…&quot;}.</source>
        <translation>请把每条消息写成 {&quot;role&quot;: &quot;user&quot;, &quot;content&quot;: &quot;…&quot;}。</translation>
    </message>
    <message>
        <source>Write it as a list of messages.</source>
        <translation>请写成消息列表。</translation>
    </message>
    <message>
        <source>Write it like &quot;accuracy&gt;0.95&quot;</source>
        <translation>请写成 &quot;accuracy&gt;0.95&quot; 的形式</translation>
    </message>
    <message>
        <source>Write it like &quot;stage&quot;: &quot;distill.soft&quot;</source>
        <translation>请写成 &quot;stage&quot;: &quot;distill.soft&quot; 的形式</translation>
    </message>
    <message>
        <source>Write the points in ascending x</source>
        <translation>请按 x 递增的顺序写各点</translation>
    </message>
    <message>
        <source>Write the prompt as the model expects it and use it as plain text.</source>
        <translation>请按模型期望的格式写提示，并作为纯文本使用。</translation>
    </message>
    <message>
        <source>Write {&quot;name&quot;: &quot;fraud&quot;, &quot;verbalizer&quot;: &quot; fraud&quot;}.</source>
        <translation>请写 {&quot;name&quot;: &quot;fraud&quot;, &quot;verbalizer&quot;: &quot; fraud&quot;}。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no gate</source>
        <translation>“%1”不是门槛</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not in the vocabulary</source>
        <translation>“%1”不在词表中</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not supported here</source>
        <translation>此处不支持“%1”</translation>
    </message>
    <message>
        <source>&quot;teacher&quot; and &quot;teachers&quot; stand in one document</source>
        <translation>“teacher”和“teachers”出现在同一文档中</translation>
    </message>
    <message>
        <source>chosen by STILLHOUSE_BLAS</source>
        <translation>由 STILLHOUSE_BLAS 选定</translation>
    </message>
    <message>
        <source>config.json and weights belong to different models</source>
        <translation>config.json 与权重属于不同的模型</translation>
    </message>
    <message>
        <source>config.json and weights belong to different models, or the architecture is not supported</source>
        <translation>config.json 与权重属于不同的模型，或架构不受支持</translation>
    </message>
    <message>
        <source>config.json does not explain this tensor, so the model would be computed wrongly</source>
        <translation>config.json 没有说明此张量，模型会计算错误</translation>
    </message>
    <message>
        <source>dtype, shape and data_offsets are all needed</source>
        <translation>dtype、shape 和 data_offsets 都不可缺少</translation>
    </message>
    <message>
        <source>head_dim is %1; rotary embeddings need an even number</source>
        <translation>head_dim 为 %1；旋转位置编码需要偶数</translation>
    </message>
    <message>
        <source>neither oneDNN nor a BLAS library is installed</source>
        <translation>既没有安装 oneDNN，也没有安装 BLAS 库</translation>
    </message>
    <message>
        <source>no BLAS library is installed</source>
        <translation>没有安装 BLAS 库</translation>
    </message>
    <message>
        <source>oneDNN generates its kernels for this processor&apos;s instruction set</source>
        <translation>oneDNN 会为本处理器的指令集生成计算核</translation>
    </message>
    <message>
        <source>oneDNN is not installed</source>
        <translation>没有安装 oneDNN</translation>
    </message>
    <message>
        <source>rope_scaling.high_freq_factor must be larger than low_freq_factor</source>
        <translation>rope_scaling.high_freq_factor 必须大于 low_freq_factor</translation>
    </message>
    <message>
        <source>the fastest choice for this processor</source>
        <translation>本处理器上最快的选择</translation>
    </message>
    <message>
        <source>true or false is expected here, not %1</source>
        <translation>此处应为 true 或 false，而不是 %1</translation>
    </message>
    <message>
        <source>true or false was expected here</source>
        <translation>此处应为 true 或 false</translation>
    </message>
    <message>
        <source>α</source>
        <translation>α</translation>
    </message>
    <message>
        <source>β</source>
        <translation>β</translation>
    </message>
    <message>
        <source>τ at end</source>
        <translation>结束时的 τ</translation>
    </message>
    <message>
        <source>τ at start</source>
        <translation>开始时的 τ</translation>
    </message>
    <message>
        <source>τ becomes the schedule&apos;s value times this, at least 0.1</source>
        <translation>τ 变为调度值乘以此数，最低 0.1</translation>
    </message>
    <message>
        <source>τ becomes the schedule&apos;s value times this, at most 10</source>
        <translation>τ 变为调度值乘以此数，最高 10</translation>
    </message>
    <message>
        <source>τ falls below 1, outside the published settings of 2 to 8</source>
        <translation>τ 低于 1，超出已发表设置的 2 到 8</translation>
    </message>
    <message>
        <source>τ given back to the schedule at step %1</source>
        <translation>τ 在第 %1 步交还调度</translation>
    </message>
    <message>
        <source>τ held at %1 by hand from step %2</source>
        <translation>τ 从第 %2 步起手动保持在 %1</translation>
    </message>
    <message>
        <source>τ learning rate</source>
        <translation>τ 的学习率</translation>
    </message>
    <message>
        <source>τ</source>
        <translation>τ</translation>
    </message>
    <message>
        <source>Choose another run</source>
        <translation>请选择另一次运行</translation>
    </message>
    <message>
        <source>Import a data file first</source>
        <translation>请先导入数据文件</translation>
    </message>
    <message>
        <source>Import data first</source>
        <translation>请先导入数据</translation>
    </message>
    <message>
        <source>The project has no data yet</source>
        <translation>项目还没有数据</translation>
    </message>
    <message>
        <source>The project has no test examples</source>
        <translation>项目没有测试样本</translation>
    </message>
    <message>
        <source>The run %1 has no loss curve of a soft-target stage</source>
        <translation>运行 %1 没有软目标阶段的损失曲线</translation>
    </message>
    <message>
        <source>The run %1 is not in the project</source>
        <translation>运行 %1 不在项目中</translation>
    </message>
    <message>
        <source>Choose a preset, or correct the values in the form</source>
        <translation>请选择预设，或更正表单中的值</translation>
    </message>
    <message>
        <source>The gradient is not finite at step %1</source>
        <translation>梯度在第 %1 步不是有限值</translation>
    </message>
    <message>
        <source>The temperature&apos;s options in the experiment are not valid</source>
        <translation>实验中的温度选项无效</translation>
    </message>
    <message>
        <source>Data hash %1</source>
        <translation>数据哈希 %1</translation>
    </message>
    <message>
        <source>%1 rows cannot share a codebook: it must be a multiple of 16</source>
        <translation>%1 行不能共用一个码本：行数必须是 16 的倍数</translation>
    </message>
    <message>
        <source>A benchmark needs a model or a synthetic shape, and not both</source>
        <translation>基准测试需要一个模型或一个合成形状，两者只能选一个</translation>
    </message>
    <message>
        <source>A matrix of %1 × %2 cannot be</source>
        <translation>不可能有 %1 × %2 的矩阵</translation>
    </message>
    <message>
        <source>A packed matrix lacks its codes, scales or codebook</source>
        <translation>打包矩阵缺少编码、缩放因子或码本</translation>
    </message>
    <message>
        <source>A protected weight stands in column %1 of %2</source>
        <translation>受保护的权重位于第 %1 列，而矩阵只有 %2 列</translation>
    </message>
    <message>
        <source>At least one repetition is needed</source>
        <translation>至少需要重复一次</translation>
    </message>
    <message>
        <source>Give one of the two</source>
        <translation>请给出其中之一</translation>
    </message>
    <message>
        <source>Measuring speed</source>
        <translation>正在测量速度</translation>
    </message>
    <message>
        <source>Non-uniform INT4 needs codebooks that are learned from the weights</source>
        <translation>非均匀 INT4 需要从权重中学习得到的码本</translation>
    </message>
    <message>
        <source>The file is damaged: write it again</source>
        <translation>文件已损坏：请重新写出</translation>
    </message>
    <message>
        <source>The list of protected weights does not begin at 0</source>
        <translation>受保护权重的列表不是从 0 开始</translation>
    </message>
    <message>
        <source>The measurement was cancelled</source>
        <translation>测量已取消</translation>
    </message>
    <message>
        <source>The protected weights have no columns or no values</source>
        <translation>受保护的权重没有列号或没有数值</translation>
    </message>
    <message>
        <source>The protected weights of row %1 end before they begin</source>
        <translation>第 %1 行的受保护权重在开始之前就结束了</translation>
    </message>
    <message>
        <source>This processor has no kernel &apos;%1&apos;</source>
        <translation>此处理器没有内核“%1”</translation>
    </message>
    <message>
        <source>Token counts must be between 0 and 1,048,576 in all</source>
        <translation>词元总数必须在 0 到 1,048,576 之间</translation>
    </message>
    <message>
        <source>Use 1 or more</source>
        <translation>请使用 1 或更大的值</translation>
    </message>
    <message>
        <source>Use f16, int8 or int4</source>
        <translation>请使用 f16、int8 或 int4</translation>
    </message>
    <message>
        <source>Use llama-110m or llama-1b</source>
        <translation>请使用 llama-110m 或 llama-1b</translation>
    </message>
    <message>
        <source>Use one of %1</source>
        <translation>请使用以下之一：%1</translation>
    </message>
    <message>
        <source>Use smaller counts</source>
        <translation>请使用更小的数目</translation>
    </message>
    <message>
        <source>The protected weights of row %1 are not in the order of their columns</source>
        <translation>第 %1 行的受保护权重没有按列号排序</translation>
    </message>
    <message>
        <source>%1 bits per weight: %2 MB instead of %3 MB</source>
        <translation>每权重 %1 位：%2 MB，原为 %3 MB</translation>
    </message>
    <message>
        <source>%1 bytes are needed here, but the file has %2 left</source>
        <translation>此处需要 %1 字节，但文件只剩 %2 字节</translation>
    </message>
    <message>
        <source>%1 bytes at data offset %2 lie outside the %3 bytes of data</source>
        <translation>数据偏移 %2 处的 %1 字节超出了 %3 字节的数据</translation>
    </message>
    <message>
        <source>%1 is no type of a value</source>
        <translation>%1 不是值的类型</translation>
    </message>
    <message>
        <source>%1 largest magnitudes do not fit %2 layers</source>
        <translation>%1 个最大幅值与 %2 层不符</translation>
    </message>
    <message>
        <source>%1 matrices stay F16, because their rows are no multiple of 32 long; the first is %2</source>
        <translation>%1 个矩阵保持 F16，因为其行长不是 32 的倍数；第一个是 %2</translation>
    </message>
    <message>
        <source>%1 rows cannot share a codebook</source>
        <translation>%1 行不能共用一个码本</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a matrix</source>
        <translation>“%1”不是矩阵</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not known here</source>
        <translation>此处不认识“%1”</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is of a type that this program does not read</source>
        <translation>“%1”的类型本程序不能读取</translation>
    </message>
    <message>
        <source>A block&apos;s scale in one byte under one F16 per row, instead of F16 each: a quarter of a bit less per weight</source>
        <translation>块缩放因子用一个字节存储，每行另有一个 F16，而不是各用一个 F16：每个权重省四分之一位</translation>
    </message>
    <message>
        <source>A boolean is neither 0 nor 1</source>
        <translation>布尔值既不是 0 也不是 1</translation>
    </message>
    <message>
        <source>A field is longer than the bytes that are left for it</source>
        <translation>字段比所剩的字节更长</translation>
    </message>
    <message>
        <source>A file of this format ends in %1</source>
        <translation>此格式的文件以 %1 结尾</translation>
    </message>
    <message>
        <source>A finished layer is gone or damaged</source>
        <translation>一个已完成的层丢失或损坏</translation>
    </message>
    <message>
        <source>A finished layer lacks a matrix</source>
        <translation>一个已完成的层缺少矩阵</translation>
    </message>
    <message>
        <source>A folder of this name is in the way of the file</source>
        <translation>同名文件夹占用了文件的位置</translation>
    </message>
    <message>
        <source>A histogram has 1 to 65,536 bins</source>
        <translation>直方图应有 1 到 65,536 个区间</translation>
    </message>
    <message>
        <source>A merge is not two tokens</source>
        <translation>一条合并规则不是由两个词元组成</translation>
    </message>
    <message>
        <source>A model folder and a file to write are needed</source>
        <translation>需要模型文件夹和要写入的文件</translation>
    </message>
    <message>
        <source>A name of %1 bytes cannot be</source>
        <translation>名称不可能有 %1 字节</translation>
    </message>
    <message>
        <source>A node of the graph has no operator or no output</source>
        <translation>图中的一个节点没有算子或没有输出</translation>
    </message>
    <message>
        <source>A number in the file has more than 64 bits</source>
        <translation>文件中的一个数超过 64 位</translation>
    </message>
    <message>
        <source>A part has another shape than the list says</source>
        <translation>一个部分的形状与列表所述不同</translation>
    </message>
    <message>
        <source>A plain graph without a cache that ONNX Runtime and others run</source>
        <translation>不带缓存的普通计算图，ONNX Runtime 等程序可运行</translation>
    </message>
    <message>
        <source>A row of %1 elements is no whole number of blocks of %2 (%3)</source>
        <translation>%1 个元素的行不是 %2 个元素一块的整数倍（%3）</translation>
    </message>
    <message>
        <source>A tensor has more than 8 dimensions</source>
        <translation>张量超过 8 维</translation>
    </message>
    <message>
        <source>A text in the ONNX file is too long</source>
        <translation>ONNX 文件中的一个文本过长</translation>
    </message>
    <message>
        <source>A value of the graph would be impossibly large</source>
        <translation>图中的一个值会大得不可能</translation>
    </message>
    <message>
        <source>A weight is too large for %1</source>
        <translation>有权重超出 %1 的范围</translation>
    </message>
    <message>
        <source>A weight is too large for F16</source>
        <translation>有权重超出 F16 的范围</translation>
    </message>
    <message>
        <source>Activation scaling</source>
        <translation>激活缩放</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>激活</translation>
    </message>
    <message>
        <source>Aim at what the unquantized model computes, not at this layer&apos;s weights: later layers make good what earlier ones lost</source>
        <translation>以未量化模型的计算结果为目标，而不是本层的权重：后面的层弥补前面的损失</translation>
    </message>
    <message>
        <source>An ONNX field that should be a 32-bit number is not</source>
        <translation>一个应为 32 位数的 ONNX 字段不是 32 位数</translation>
    </message>
    <message>
        <source>An ONNX field that should be a whole number is not</source>
        <translation>一个应为整数的 ONNX 字段不是整数</translation>
    </message>
    <message>
        <source>An ONNX field that should hold text or a message does not</source>
        <translation>一个应含文本或消息的 ONNX 字段不是这样</translation>
    </message>
    <message>
        <source>An array of arrays is not supported</source>
        <translation>不支持数组的数组</translation>
    </message>
    <message>
        <source>An index is outside the values that are picked from</source>
        <translation>索引超出可选取的值</translation>
    </message>
    <message>
        <source>An input of the operator has a type that this program does not compute with</source>
        <translation>算子的一个输入是本程序不计算的类型</translation>
    </message>
    <message>
        <source>Applies the simulated weight format to the embedding and the output matrix as well. They are the most sensitive matrices.</source>
        <translation>把模拟的权重格式也用于嵌入和输出矩阵。它们是最敏感的矩阵。</translation>
    </message>
    <message>
        <source>At most what the model can attend to</source>
        <translation>至多为模型能够关注的长度</translation>
    </message>
    <message>
        <source>Bits per weight, over all layers, that auto may add</source>
        <translation>auto 可增加的每权重位数，按所有层计</translation>
    </message>
    <message>
        <source>Budget for INT8</source>
        <translation>INT8 预算</translation>
    </message>
    <message>
        <source>Calibrated scaling needs a calibration text</source>
        <translation>校准缩放需要校准文本</translation>
    </message>
    <message>
        <source>Calibration tokens</source>
        <translation>校准词元数</translation>
    </message>
    <message>
        <source>Calibration windows</source>
        <translation>校准窗口数</translation>
    </message>
    <message>
        <source>Cancelled before it began</source>
        <translation>尚未开始即已取消</translation>
    </message>
    <message>
        <source>Choose a file that quantize wrote</source>
        <translation>请选择由 quantize 写出的文件</translation>
    </message>
    <message>
        <source>Choose a place that may be written to</source>
        <translation>请选择可写入的位置</translation>
    </message>
    <message>
        <source>Choose an ONNX file that Stillhouse wrote, or write it again</source>
        <translation>请选择由 Stillhouse 写出的 ONNX 文件，或重新写出</translation>
    </message>
    <message>
        <source>Choose another place for the file</source>
        <translation>请为文件选择其他位置</translation>
    </message>
    <message>
        <source>Choose fewer, or 0 for what it can</source>
        <translation>请选择更少，或用 0 表示尽其所能</translation>
    </message>
    <message>
        <source>Choose one of the model&apos;s matrices</source>
        <translation>请选择模型的某个矩阵</translation>
    </message>
    <message>
        <source>Choose the model&apos;s own file</source>
        <translation>请选择模型自己的文件</translation>
    </message>
    <message>
        <source>Compare models that share one tokenizer</source>
        <translation>请比较使用同一分词器的模型</translation>
    </message>
    <message>
        <source>Comparing two models</source>
        <translation>正在比较两个模型</translation>
    </message>
    <message>
        <source>Compensate errors</source>
        <translation>误差补偿</translation>
    </message>
    <message>
        <source>Convert the model again with a current llama.cpp, or use its Hugging Face folder</source>
        <translation>请用当前的 llama.cpp 重新转换模型，或使用其 Hugging Face 文件夹</translation>
    </message>
    <message>
        <source>Correct drift</source>
        <translation>修正漂移</translation>
    </message>
    <message>
        <source>Damping</source>
        <translation>阻尼</translation>
    </message>
    <message>
        <source>Delayed scaling takes the largest magnitude of so many calls. A longer history saturates less and follows changes more slowly.</source>
        <translation>延迟缩放取最近若干次调用的最大幅值。历史越长，饱和越少，跟随变化越慢。</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Export as f32</source>
        <translation>请导出为 f32</translation>
    </message>
    <message>
        <source>Export as hf or native</source>
        <translation>请导出为 hf 或 native</translation>
    </message>
    <message>
        <source>FP8/FP16, block floating point</source>
        <translation>FP8/FP16、块浮点</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>GGUF has no Unicode normalizer: other programs may cut texts that are not in normal form differently</source>
        <translation>GGUF 没有 Unicode 规范化：其他程序对非规范形式的文本可能切分不同</translation>
    </message>
    <message>
        <source>GGUF has no name for the way this tokenizer cuts texts</source>
        <translation>GGUF 没有此分词器切分方式的名称</translation>
    </message>
    <message>
        <source>GGUF has no name for this tensor</source>
        <translation>GGUF 没有此张量的名称</translation>
    </message>
    <message>
        <source>GGUF has no place for a window that begins at a later layer</source>
        <translation>GGUF 无法表示从较后的层才开始的窗口</translation>
    </message>
    <message>
        <source>GGUF has no place for the biases of this %1 model</source>
        <translation>GGUF 无法保存此 %1 模型的偏置</translation>
    </message>
    <message>
        <source>GGUF has one shape for all layers; pruning left layers of this model with different heads, widths or parts</source>
        <translation>GGUF 的所有层只有一种形状；剪枝使此模型各层的头数、宽度或组成不同</translation>
    </message>
    <message>
        <source>GGUF keeps scores instead of merges for this kind of tokenizer: other programs may cut some words differently</source>
        <translation>GGUF 对此类分词器保存得分而不是合并规则：其他程序对某些词的切分可能不同</translation>
    </message>
    <message>
        <source>GGUF knows norms over query and key heads in qwen3 alone</source>
        <translation>GGUF 只在 qwen3 中支持查询头和键头上的归一化</translation>
    </message>
    <message>
        <source>GGUF version %1 is not supported</source>
        <translation>不支持 GGUF 版本 %1</translation>
    </message>
    <message>
        <source>GGUF</source>
        <translation>GGUF</translation>
    </message>
    <message>
        <source>Get the little-endian one</source>
        <translation>请获取小端序的文件</translation>
    </message>
    <message>
        <source>Get the whole file</source>
        <translation>请获取完整的文件</translation>
    </message>
    <message>
        <source>Give a text, or choose another activation scaling</source>
        <translation>请提供文本，或选择其他激活缩放</translation>
    </message>
    <message>
        <source>Give both</source>
        <translation>请两者都给出</translation>
    </message>
    <message>
        <source>Give some pages of text like what the model will read</source>
        <translation>请提供几页与模型将要读取的内容相似的文本</translation>
    </message>
    <message>
        <source>Give token ids, or put the tokenizer&apos;s files beside the model</source>
        <translation>请给出词元编号，或将分词器的文件放在模型旁边</translation>
    </message>
    <message>
        <source>Give token ids, or quantize again from a folder with a tokenizer</source>
        <translation>请给出词元编号，或从带分词器的文件夹重新量化</translation>
    </message>
    <message>
        <source>Halves the weights in memory; shows what FP8 activations and block floating point would cost in quality.</source>
        <translation>内存中的权重减半；显示 FP8 激活和块浮点会损失多少质量。</translation>
    </message>
    <message>
        <source>Head width or rotary base are absurd</source>
        <translation>头宽或旋转基数不合理</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>输出头</translation>
    </message>
    <message>
        <source>History of delayed scaling</source>
        <translation>延迟缩放的历史长度</translation>
    </message>
    <message>
        <source>How much of the calibration text is read. Used where a calibration file is given.</source>
        <translation>读取多少校准文本。仅在给出校准文件时使用。</translation>
    </message>
    <message>
        <source>How the embedding is stored; where the head is tied to it, this holds for both</source>
        <translation>嵌入的存储方式；若输出头与其共享，则对两者都有效</translation>
    </message>
    <message>
        <source>How the matrices of the layers are stored: 16 levels learned from the weights, 16 or 255 evenly spaced ones</source>
        <translation>各层矩阵的存储方式：从权重学习的 16 个量化值，或 16 个、255 个等距量化值</translation>
    </message>
    <message>
        <source>How the output matrix is stored</source>
        <translation>输出矩阵的存储方式</translation>
    </message>
    <message>
        <source>Hugging Face folder</source>
        <translation>Hugging Face 文件夹</translation>
    </message>
    <message>
        <source>It is %1, but the heads are %2 wide</source>
        <translation>其值为 %1，但头宽为 %2</translation>
    </message>
    <message>
        <source>It lists %1 layers, but the model has %2</source>
        <translation>其中列出 %1 层，但模型有 %2 层</translation>
    </message>
    <message>
        <source>Its tokens are not those of the reference</source>
        <translation>其词元与参照模型不同</translation>
    </message>
    <message>
        <source>Keep this model in BF16 or F32, or use INT4</source>
        <translation>请将此模型保持为 BF16 或 F32，或使用 INT4</translation>
    </message>
    <message>
        <source>Largest magnitudes are numbers of 0 or more</source>
        <translation>最大幅值必须是不小于 0 的数</translation>
    </message>
    <message>
        <source>Leaves so many factors of two free for larger values. Useful with calibrated and delayed scaling.</source>
        <translation>为更大的值留出若干个 2 的因子。适用于校准缩放和延迟缩放。</translation>
    </message>
    <message>
        <source>Let the weights that follow make good the rounding of those before (GPTQ). Needs calibration</source>
        <translation>让后面的权重弥补前面权重的舍入误差（GPTQ）。需要校准</translation>
    </message>
    <message>
        <source>Margin above the largest magnitude</source>
        <translation>最大幅值以上的余量</translation>
    </message>
    <message>
        <source>Matrices are stored as F16 and computed with in F32, which every CPU runs</source>
        <translation>矩阵以 F16 存储，以 F32 计算，任何 CPU 都能运行</translation>
    </message>
    <message>
        <source>Measuring activations</source>
        <translation>正在测量激活</translation>
    </message>
    <message>
        <source>Measuring perplexity</source>
        <translation>正在测量困惑度</translation>
    </message>
    <message>
        <source>Mixtures of experts are not supported</source>
        <translation>不支持混合专家模型</translation>
    </message>
    <message>
        <source>Move it to the end</source>
        <translation>请将其移到末尾</translation>
    </message>
    <message>
        <source>Name a file or folder</source>
        <translation>请指定文件或文件夹</translation>
    </message>
    <message>
        <source>Non-uniform INT4</source>
        <translation>非均匀 INT4</translation>
    </message>
    <message>
        <source>Nothing can follow the stage %1: its weights are packed</source>
        <translation>阶段 %1 之后不能再有阶段：其权重已打包</translation>
    </message>
    <message>
        <source>ONNX holds no tokenizer: encode text with %1, which the Hugging Face library tokenizers reads</source>
        <translation>ONNX 不保存分词器：请用 %1 编码文本，Hugging Face 的 tokenizers 库可以读取它</translation>
    </message>
    <message>
        <source>ONNX</source>
        <translation>ONNX</translation>
    </message>
    <message>
        <source>One file with tokenizer that llama.cpp and what builds on it run</source>
        <translation>单个文件，含分词器，llama.cpp 及基于它的程序可运行</translation>
    </message>
    <message>
        <source>One file with weights as the kernels read them, configuration and tokenizer: mapped, never copied</source>
        <translation>单个文件，含内核直接读取的权重、配置和分词器：映射使用，从不复制</translation>
    </message>
    <message>
        <source>Only integer matrices have scales and protected weights</source>
        <translation>只有整数矩阵才有缩放因子和受保护的权重</translation>
    </message>
    <message>
        <source>Open the folder that holds the file and its config.json</source>
        <translation>请打开包含该文件及其 config.json 的文件夹</translation>
    </message>
    <message>
        <source>Opset %1, input_ids (batch, sequence) to logits (batch, sequence, vocabulary), without a cache</source>
        <translation>Opset %1，从 input_ids（批，序列）到 logits（批，序列，词表），不带缓存</translation>
    </message>
    <message>
        <source>Partial rotation and values of another width are not supported</source>
        <translation>不支持部分旋转以及宽度不同的值</translation>
    </message>
    <message>
        <source>Programs that know no attention window in GGUF compute other results beyond %1 tokens</source>
        <translation>不支持 GGUF 注意力窗口的程序在超过 %1 个词元后结果会不同</translation>
    </message>
    <message>
        <source>Protected weights</source>
        <translation>受保护的权重</translation>
    </message>
    <message>
        <source>Prune in the uniform mode, which takes the same from every layer, or export as hf or native</source>
        <translation>请用均匀模式剪枝（每层剪去相同的量），或导出为 hf 或 native</translation>
    </message>
    <message>
        <source>Quantization was cancelled</source>
        <translation>量化已取消</translation>
    </message>
    <message>
        <source>Quantize from a folder that has tokenizer.json</source>
        <translation>请从含 tokenizer.json 的文件夹进行量化</translation>
    </message>
    <message>
        <source>Quantize the model again</source>
        <translation>请重新量化模型</translation>
    </message>
    <message>
        <source>Quantize the model with a calibration file</source>
        <translation>请用校准文件量化模型</translation>
    </message>
    <message>
        <source>Quantizing %1</source>
        <translation>正在量化 %1</translation>
    </message>
    <message>
        <source>Quantizing was cancelled</source>
        <translation>量化已取消</translation>
    </message>
    <message>
        <source>Quantizing weights</source>
        <translation>正在量化权重</translation>
    </message>
    <message>
        <source>Refining passes</source>
        <translation>优化轮数</translation>
    </message>
    <message>
        <source>Round embeddings and head too</source>
        <translation>嵌入和输出头也舍入</translation>
    </message>
    <message>
        <source>Rounds of coordinate descent over codes and scales behind GPTQ</source>
        <translation>GPTQ 之后，对编码和缩放因子做坐标下降的轮数</translation>
    </message>
    <message>
        <source>Rounds the inputs of all matrices but the head to FP8 while the model runs. Processors do not multiply FP8, so this is simulated and saves no time. E4M3 is more precise, E5M2 has the wider range.</source>
        <translation>模型运行时，将除输出头以外所有矩阵的输入舍入到 FP8。处理器不能做 FP8 乘法，因此这是模拟，不节省时间。E4M3 更精确，E5M2 范围更大。</translation>
    </message>
    <message>
        <source>Rows per codebook</source>
        <translation>每个码本的行数</translation>
    </message>
    <message>
        <source>Rows that share their learned levels, a multiple of 16. Fewer fit better and cost 128 bits each time</source>
        <translation>共用所学量化值的行数，为 16 的倍数。行数越少拟合越好，每个码本多占 128 位</translation>
    </message>
    <message>
        <source>Share of the mean square of the inputs that is added to each: more trusts the calibration text less</source>
        <translation>加到每个输入上的、输入均方值的比例：越大，越不依赖校准文本</translation>
    </message>
    <message>
        <source>Share of the weights that stay in F16 beside the codes, chosen by what that saves. Each costs 48 bits</source>
        <translation>在编码之外以 F16 保留的权重占比，按保留所减少的误差选取。每个占 48 位</translation>
    </message>
    <message>
        <source>Sixteen levels learned per row group, error compensation on calibration text, and protected weights</source>
        <translation>每个行组学习 16 个量化值，按校准文本补偿误差，并保护部分权重</translation>
    </message>
    <message>
        <source>Start again without resuming</source>
        <translation>请从头开始，不要续做</translation>
    </message>
    <message>
        <source>Stillhouse file</source>
        <translation>Stillhouse 文件</translation>
    </message>
    <message>
        <source>Supported are gpt2 and llama</source>
        <translation>支持 gpt2 和 llama</translation>
    </message>
    <message>
        <source>Tensor type %1 is not known</source>
        <translation>未知的张量类型 %1</translation>
    </message>
    <message>
        <source>Tensors in INT8</source>
        <translation>INT8 张量</translation>
    </message>
    <message>
        <source>Tensors of type %1 cannot be read</source>
        <translation>无法读取 %1 类型的张量</translation>
    </message>
    <message>
        <source>The alignment is not a power of two of at most a megabyte</source>
        <translation>对齐值不是不超过 1 MiB 的 2 的幂</translation>
    </message>
    <message>
        <source>The attribute &apos;%1&apos; is of a type that this program does not read</source>
        <translation>属性“%1”的类型本程序不能读取</translation>
    </message>
    <message>
        <source>The calibration file holds less than two tokens</source>
        <translation>校准文件的词元少于两个</translation>
    </message>
    <message>
        <source>The comparison of formats was cancelled</source>
        <translation>格式比较已取消</translation>
    </message>
    <message>
        <source>The correlation of a matrix&apos;s inputs is not positive definite</source>
        <translation>某个矩阵输入的相关矩阵不是正定的</translation>
    </message>
    <message>
        <source>The count of protected weights does not fit their list</source>
        <translation>受保护权重的数目与其列表不符</translation>
    </message>
    <message>
        <source>The data offset %1 is no multiple of %2</source>
        <translation>数据偏移 %1 不是 %2 的倍数</translation>
    </message>
    <message>
        <source>The entry is missing or too long</source>
        <translation>该条目缺失或过长</translation>
    </message>
    <message>
        <source>The export was cancelled</source>
        <translation>导出已取消</translation>
    </message>
    <message>
        <source>The file belongs to other work</source>
        <translation>该文件属于其他工作</translation>
    </message>
    <message>
        <source>The file claims %1 entries but has %2 bytes left</source>
        <translation>文件声称有 %1 个条目，但只剩 %2 字节</translation>
    </message>
    <message>
        <source>The file does not say how texts are cut before merging</source>
        <translation>文件没有说明合并之前如何切分文本</translation>
    </message>
    <message>
        <source>The file does not say where the weights of &apos;%1&apos; lie</source>
        <translation>文件没有说明“%1”的权重位于何处</translation>
    </message>
    <message>
        <source>The file does not say which version of ONNX it is written in</source>
        <translation>文件没有说明所用的 ONNX 版本</translation>
    </message>
    <message>
        <source>The file ends within a number</source>
        <translation>文件在一个数的中间结束</translation>
    </message>
    <message>
        <source>The file has no tokenizer: it takes and gives token ids</source>
        <translation>文件没有分词器：输入和输出都是词元编号</translation>
    </message>
    <message>
        <source>The file has version %1; this program reads version 1</source>
        <translation>文件版本为 %1；本程序读取版本 1</translation>
    </message>
    <message>
        <source>The file holds a field of an unknown wire type</source>
        <translation>文件含有未知线路类型的字段</translation>
    </message>
    <message>
        <source>The file holds a field without a valid number</source>
        <translation>文件含有编号无效的字段</translation>
    </message>
    <message>
        <source>The file holds a vocabulary but no weights</source>
        <translation>文件只有词表，没有权重</translation>
    </message>
    <message>
        <source>The file holds more than one graph</source>
        <translation>文件含有多个图</translation>
    </message>
    <message>
        <source>The file holds no ONNX graph</source>
        <translation>文件不含 ONNX 图</translation>
    </message>
    <message>
        <source>The file holds no tokenizer</source>
        <translation>文件不含分词器</translation>
    </message>
    <message>
        <source>The file holds no tokenizer: %1</source>
        <translation>文件不含分词器：%1</translation>
    </message>
    <message>
        <source>The file holds no vocabulary</source>
        <translation>文件不含词表</translation>
    </message>
    <message>
        <source>The file is damaged or newer than this program: quantize the model again</source>
        <translation>文件已损坏，或比本程序更新：请重新量化模型</translation>
    </message>
    <message>
        <source>The file is no complete model</source>
        <translation>文件不是完整的模型</translation>
    </message>
    <message>
        <source>The file lists matrices that the model does not have</source>
        <translation>文件列出了模型没有的矩阵</translation>
    </message>
    <message>
        <source>The file says nothing about how it was quantized</source>
        <translation>文件没有说明量化方式</translation>
    </message>
    <message>
        <source>The file says nothing about its calibration</source>
        <translation>文件没有说明其校准</translation>
    </message>
    <message>
        <source>The folder for unfinished work cannot be made: %1</source>
        <translation>无法创建未完成工作的文件夹：%1</translation>
    </message>
    <message>
        <source>The graph has no output &apos;logits&apos; of 32-bit floating-point numbers</source>
        <translation>图中没有 32 位浮点数的输出“logits”</translation>
    </message>
    <message>
        <source>The graph holds sparse initializers, which this program does not read</source>
        <translation>图含有稀疏初始值，本程序不能读取</translation>
    </message>
    <message>
        <source>The graph is written in opset %1; this program computes opset %2</source>
        <translation>图以 opset %1 写成；本程序计算 opset %2</translation>
    </message>
    <message>
        <source>The graph uses operators of the domain &apos;%1&apos;</source>
        <translation>图使用了域“%1”的算子</translation>
    </message>
    <message>
        <source>The initializer &apos;%1&apos; is there twice</source>
        <translation>初始值“%1”出现两次</translation>
    </message>
    <message>
        <source>The input &apos;%1&apos; is made by no node before this one</source>
        <translation>输入“%1”不是由此前的任何节点产生的</translation>
    </message>
    <message>
        <source>The key is listed twice</source>
        <translation>该键列出了两次</translation>
    </message>
    <message>
        <source>The key is missing, and the heads do not divide the width</source>
        <translation>缺少该键，且头数不能整除宽度</translation>
    </message>
    <message>
        <source>The layers differ in shape, as pruning leaves them: Stillhouse reads this folder, other programs refuse it</source>
        <translation>剪枝后各层形状不同：Stillhouse 可读取此文件夹，其他程序会拒绝</translation>
    </message>
    <message>
        <source>The layers that are done are kept: start again with --resume</source>
        <translation>已完成的层会保留：用 --resume 重新启动</translation>
    </message>
    <message>
        <source>The learned codebooks have no GGUF type: re-quantized from the dequantized weights as %1</source>
        <translation>所学的码本没有对应的 GGUF 类型：已从反量化的权重重新量化为 %1</translation>
    </message>
    <message>
        <source>The list of matrices is too long</source>
        <translation>矩阵列表过长</translation>
    </message>
    <message>
        <source>The matrix is listed twice</source>
        <translation>该矩阵列出了两次</translation>
    </message>
    <message>
        <source>The metadata do not explain this tensor, so the model would be computed wrongly</source>
        <translation>元数据没有说明此张量，模型会计算错误</translation>
    </message>
    <message>
        <source>The model has no layers</source>
        <translation>模型没有层</translation>
    </message>
    <message>
        <source>The model has no matrix &apos;%1&apos;</source>
        <translation>模型没有矩阵“%1”</translation>
    </message>
    <message>
        <source>The model has no parameter of this name and shape</source>
        <translation>模型没有此名称和形状的参数</translation>
    </message>
    <message>
        <source>The model has no tensor &apos;%1&apos;</source>
        <translation>模型没有张量“%1”</translation>
    </message>
    <message>
        <source>The model has no tokenizer that can be read: %1</source>
        <translation>模型没有可读取的分词器：%1</translation>
    </message>
    <message>
        <source>The model has no tokenizer: the file takes and gives token ids alone</source>
        <translation>模型没有分词器：文件的输入和输出只能是词元编号</translation>
    </message>
    <message>
        <source>The model has no tokenizer: the folder takes and gives token ids alone</source>
        <translation>模型没有分词器：文件夹的输入和输出只能是词元编号</translation>
    </message>
    <message>
        <source>The model is packed as %1: its weights were dequantized before they were written</source>
        <translation>模型已打包为 %1：写出前已将其权重反量化</translation>
    </message>
    <message>
        <source>The model reads %1 tokens at most</source>
        <translation>模型最多读取 %1 个词元</translation>
    </message>
    <message>
        <source>The model was quantized without calibration, so there is nothing to compare with</source>
        <translation>模型量化时没有校准，因此无从比较</translation>
    </message>
    <message>
        <source>The model&apos;s configuration does not know this tensor</source>
        <translation>模型的配置中没有此张量</translation>
    </message>
    <message>
        <source>The operator &apos;%1&apos; is not one of those that Stillhouse writes</source>
        <translation>算子“%1”不是 Stillhouse 所写的算子</translation>
    </message>
    <message>
        <source>The operator has another number of outputs</source>
        <translation>算子的输出数目不符</translation>
    </message>
    <message>
        <source>The operator lacks an input</source>
        <translation>算子缺少输入</translation>
    </message>
    <message>
        <source>The operator names an axis that its input does not have</source>
        <translation>算子指定的轴在其输入中不存在</translation>
    </message>
    <message>
        <source>The packed file holds no tokenizer</source>
        <translation>打包文件不含分词器</translation>
    </message>
    <message>
        <source>The pre-tokenizer “%1” is not supported</source>
        <translation>不支持预分词器“%1”</translation>
    </message>
    <message>
        <source>The quantizer&apos;s report is not readable</source>
        <translation>无法读取量化器的报告</translation>
    </message>
    <message>
        <source>The rotary frequencies are stretched by another rule than Llama 3.1&apos;s (low 1, high 4)</source>
        <translation>旋转频率的拉伸规则不是 Llama 3.1 的规则（low 1，high 4）</translation>
    </message>
    <message>
        <source>The scores are missing</source>
        <translation>缺少得分</translation>
    </message>
    <message>
        <source>The shape asked for does not fit the values</source>
        <translation>要求的形状与值不符</translation>
    </message>
    <message>
        <source>The shape of the tensor &apos;%1&apos; is impossible</source>
        <translation>张量“%1”的形状不可能</translation>
    </message>
    <message>
        <source>The shapes of the inputs do not fit each other</source>
        <translation>各输入的形状互不相符</translation>
    </message>
    <message>
        <source>The tensor &apos;%1&apos; is not stored as raw bytes</source>
        <translation>张量“%1”不是以原始字节存储的</translation>
    </message>
    <message>
        <source>The tensor &apos;%1&apos; needs %2 bytes and has %3</source>
        <translation>张量“%1”需要 %2 字节，但有 %3 字节</translation>
    </message>
    <message>
        <source>The tensor does not begin at a multiple of its element&apos;s size</source>
        <translation>张量的起始位置不是其元素大小的倍数</translation>
    </message>
    <message>
        <source>The tensor has %1 dimensions; at most %2 are possible</source>
        <translation>张量有 %1 维；最多允许 %2 维</translation>
    </message>
    <message>
        <source>The tensor is written twice</source>
        <translation>该张量写了两次</translation>
    </message>
    <message>
        <source>The tensor&apos;s data overlap another tensor&apos;s</source>
        <translation>张量的数据与另一个张量重叠</translation>
    </message>
    <message>
        <source>The tensor&apos;s shape does not fit the metadata</source>
        <translation>张量的形状与元数据不符</translation>
    </message>
    <message>
        <source>The tokenizer gives id %1, but the model knows %2 tokens</source>
        <translation>分词器给出编号 %1，但模型只有 %2 个词元</translation>
    </message>
    <message>
        <source>The tokenizer has %1 tokens, the model %2</source>
        <translation>分词器有 %1 个词元，模型有 %2 个</translation>
    </message>
    <message>
        <source>The value has another type than expected (%1), or is out of range</source>
        <translation>值的类型与预期（%1）不同，或超出范围</translation>
    </message>
    <message>
        <source>The vocabulary has %1 tokens, that of the reference %2</source>
        <translation>词表有 %1 个词元，参照模型的词表有 %2 个</translation>
    </message>
    <message>
        <source>The weight %1 does not fit 16 bits</source>
        <translation>权重 %1 超出 16 位的范围</translation>
    </message>
    <message>
        <source>The weight is not a finite number</source>
        <translation>权重不是有限的数</translation>
    </message>
    <message>
        <source>The weights lie in %1 and must stay beside the file</source>
        <translation>权重位于 %1，必须与该文件放在一起</translation>
    </message>
    <message>
        <source>The weights of &apos;%1&apos; are said to lie outside the model&apos;s folder</source>
        <translation>“%1”的权重被指向模型文件夹之外</translation>
    </message>
    <message>
        <source>The weights of &apos;%1&apos; lie beyond the end of %2</source>
        <translation>“%1”的权重超出了 %2 的末尾</translation>
    </message>
    <message>
        <source>There are %1 entries for %2 tokens</source>
        <translation>%2 个词元却有 %1 个条目</translation>
    </message>
    <message>
        <source>There is no block format &apos;%1&apos;</source>
        <translation>没有块格式“%1”</translation>
    </message>
    <message>
        <source>There is no cache format &apos;%1&apos;</source>
        <translation>没有缓存格式“%1”</translation>
    </message>
    <message>
        <source>There is no place to write to</source>
        <translation>没有可写入的位置</translation>
    </message>
    <message>
        <source>There is no quantizer &apos;%1&apos;</source>
        <translation>没有量化器“%1”</translation>
    </message>
    <message>
        <source>There is not one factor for each rotary pair</source>
        <translation>旋转因子与旋转对不一一对应</translation>
    </message>
    <message>
        <source>This is a big-endian GGUF file</source>
        <translation>这是大端序的 GGUF 文件</translation>
    </message>
    <message>
        <source>This is no GGUF file: it does not begin with “GGUF”</source>
        <translation>这不是 GGUF 文件：开头不是“GGUF”</translation>
    </message>
    <message>
        <source>This is no packed model of Stillhouse</source>
        <translation>这不是 Stillhouse 的打包模型</translation>
    </message>
    <message>
        <source>This program computes over the last axis only</source>
        <translation>本程序只沿最后一个轴计算</translation>
    </message>
    <message>
        <source>This program computes the product with a transposed second matrix only</source>
        <translation>本程序只计算第二个矩阵转置的乘积</translation>
    </message>
    <message>
        <source>This program counts from 0 in steps of 1 only</source>
        <translation>本程序只从 0 开始以 1 为步长计数</translation>
    </message>
    <message>
        <source>This program does not convert to the type that the operator asks for</source>
        <translation>本程序不能转换为算子要求的类型</translation>
    </message>
    <message>
        <source>This program picks along the first axis only</source>
        <translation>本程序只沿第一个轴选取</translation>
    </message>
    <message>
        <source>Tokenizers of the kind “%1” are not supported</source>
        <translation>不支持“%1”类型的分词器</translation>
    </message>
    <message>
        <source>Tokens per window</source>
        <translation>每个窗口的词元数</translation>
    </message>
    <message>
        <source>Training diverged: use an earlier checkpoint</source>
        <translation>训练已发散：请使用更早的检查点</translation>
    </message>
    <message>
        <source>Two-level scales</source>
        <translation>两级缩放因子</translation>
    </message>
    <message>
        <source>Type or shape do not fit the model&apos;s configuration</source>
        <translation>类型或形状与模型的配置不符</translation>
    </message>
    <message>
        <source>Use a file with F32, F16, BF16, Q8_0, Q4_0, Q4_1 or IQ4_NL weights</source>
        <translation>请使用权重为 F32、F16、BF16、Q8_0、Q4_0、Q4_1 或 IQ4_NL 的文件</translation>
    </message>
    <message>
        <source>Use a file with a tokenizer, or give token ids</source>
        <translation>请使用带分词器的文件，或给出词元编号</translation>
    </message>
    <message>
        <source>Use a multiple of 16</source>
        <translation>请使用 16 的倍数</translation>
    </message>
    <message>
        <source>Use a newer program, or quantize again</source>
        <translation>请使用更新的程序，或重新量化</translation>
    </message>
    <message>
        <source>Use a number in that range</source>
        <translation>请使用该范围内的数</translation>
    </message>
    <message>
        <source>Use more damping or more calibration text</source>
        <translation>请使用更大的阻尼或更多校准文本</translation>
    </message>
    <message>
        <source>Use none, auto, or names such as model.layers.0.mlp.down_proj.weight</source>
        <translation>请使用 none、auto，或 model.layers.0.mlp.down_proj.weight 这样的名称</translation>
    </message>
    <message>
        <source>Use one of: %1</source>
        <translation>请使用以下之一：%1</translation>
    </message>
    <message>
        <source>Use the tokenizer of GPT-2, Llama, Qwen 2, SmolLM or DeepSeek, or export as hf or native</source>
        <translation>请使用 GPT-2、Llama、Qwen 2、SmolLM 或 DeepSeek 的分词器，或导出为 hf 或 native</translation>
    </message>
    <message>
        <source>Versions 2 and 3 are read</source>
        <translation>可读取版本 2 和 3</translation>
    </message>
    <message>
        <source>Watching the inputs was cancelled</source>
        <translation>观察输入已取消</translation>
    </message>
    <message>
        <source>Weights were rounded to the nearest level without calibration; quantize loses less</source>
        <translation>权重未经校准，直接舍入到最近的量化值；用 quantize 损失更小</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>What was written gives another number of logits than the model</source>
        <translation>写出的模型给出的 logits 数目与原模型不同</translation>
    </message>
    <message>
        <source>Where the scale comes from: each token&apos;s largest magnitude, that of all tokens processed together, calibration, or the calls before (delayed).</source>
        <translation>缩放因子的来源：各词元的最大幅值、一起处理的所有词元的最大幅值、校准，或之前的调用（延迟）。</translation>
    </message>
    <message>
        <source>Windows of text that the model reads to learn which weights matter</source>
        <translation>模型读取的文本窗口数，用于了解哪些权重重要</translation>
    </message>
    <message>
        <source>Writing the model</source>
        <translation>正在写出模型</translation>
    </message>
    <message>
        <source>config.json and safetensors weights, as transformers and most other programs read them</source>
        <translation>config.json 和 safetensors 权重，transformers 及多数其他程序可读取</translation>
    </message>
    <message>
        <source>f16 is what the file holds and the processor reads. Any other format is simulated: weights are rounded to it and stored in 16 bits, which shows its loss of quality, not its size.</source>
        <translation>f16 是文件所存、处理器所读的格式。其他格式均为模拟：权重舍入到该格式后以 16 位存储，显示的是质量损失，而不是其大小。</translation>
    </message>
    <message>
        <source>info lists the names</source>
        <translation>info 会列出名称</translation>
    </message>
    <message>
        <source>none; auto: those whose error at 4 bits stands out, within the budget; or names, separated by commas</source>
        <translation>none：无；auto：4 位误差突出的张量，不超过预算；或以逗号分隔的名称</translation>
    </message>
    <message>
        <source>A file of this name is no model that can be read</source>
        <translation>此名称的文件不是可读取的模型</translation>
    </message>
    <message>
        <source>Comparing what was written with the model</source>
        <translation>正在比较写出的内容与模型</translation>
    </message>
    <message>
        <source>Name a model folder, or a file that ends in .safetensors, .gguf, .onnx or .bin</source>
        <translation>请指定模型文件夹，或以 .safetensors、.gguf、.onnx 或 .bin 结尾的文件</translation>
    </message>
    <message>
        <source>Remove it by hand</source>
        <translation>请手动删除</translation>
    </message>
    <message>
        <source>The export was stopped before what it wrote had been compared with the model</source>
        <translation>导出在比较写出的内容与模型之前被停止</translation>
    </message>
    <message>
        <source>The file cannot be removed: %1</source>
        <translation>无法删除文件：%1</translation>
    </message>
    <message>
        <source>What was written is whole; export again to have it compared</source>
        <translation>写出的内容是完整的；再次导出即可比较</translation>
    </message>
    <message>
        <source>%1 % of the answers did not end by themselves</source>
        <translation>%1 % 的回答没有自行结束</translation>
    </message>
    <message>
        <source>%1 is behind an endpoint and is not judged in a generation task</source>
        <translation>%1 位于端点之后，在生成任务中不参与评判</translation>
    </message>
    <message>
        <source>%1 of %2 heads removed: %3 % fewer parameters, %4 % fewer operations, %5 ms per token instead of %6 (predicted %7)</source>
        <translation>已移除 %2 个头中的 %1 个：参数减少 %3 %，运算减少 %4 %，每词元 %5 毫秒，原为 %6（预测 %7）</translation>
    </message>
    <message>
        <source>%1 of %2 samples accepted</source>
        <translation>已接受 %2 个样本中的 %1 个</translation>
    </message>
    <message>
        <source>%1 pairs to learn from, %2 held out</source>
        <translation>%1 个配对用于学习，%2 个留出</translation>
    </message>
    <message>
        <source>%1 pairs were left out: within the longest example both answers are the same</source>
        <translation>已略过 %1 个配对：在最长样本的长度之内，两个答案相同</translation>
    </message>
    <message>
        <source>%1 relation heads do not divide the widths of both models</source>
        <translation>%1 个关系头不能整除两个模型的宽度</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no pair of layers</source>
        <translation>“%1”不是一对层</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a list of heads</source>
        <translation>“%1”不是头的列表</translation>
    </message>
    <message>
        <source>0 lets a whole attention go</source>
        <translation>0 允许整个注意力层被移除</translation>
    </message>
    <message>
        <source>A bonus for undecided answers; 0 in the papers</source>
        <translation>对犹豫不决的回答给予的奖励；论文中为 0</translation>
    </message>
    <message>
        <source>A distribution needs at least two labels</source>
        <translation>分布至少需要两个标签</translation>
    </message>
    <message>
        <source>A fresh student follows a teacher on this machine, and there is none</source>
        <translation>新建的学生以本机上的教师为准，而本机没有教师</translation>
    </message>
    <message>
        <source>A generation task has no label to compare with</source>
        <translation>生成任务没有可供比较的标签</translation>
    </message>
    <message>
        <source>A generation task has no labels to compare</source>
        <translation>生成任务没有可比较的标签</translation>
    </message>
    <message>
        <source>A key does not belong in this file</source>
        <translation>密钥不应写在此文件中</translation>
    </message>
    <message>
        <source>A list is expected here</source>
        <translation>此处应为列表</translation>
    </message>
    <message>
        <source>A model without a name</source>
        <translation>有一个模型没有名称</translation>
    </message>
    <message>
        <source>A picture shows 1 to %1 tokens, not %2</source>
        <translation>一幅图显示 1 到 %1 个词元，而不是 %2 个</translation>
    </message>
    <message>
        <source>A sample is damaged</source>
        <translation>有一个样本已损坏</translation>
    </message>
    <message>
        <source>A teacher behind an endpoint cannot be asked about every sample of the student</source>
        <translation>无法就学生的每个样本询问端点之后的教师</translation>
    </message>
    <message>
        <source>A teacher behind an endpoint does not tell how probable it finds the right answer</source>
        <translation>端点之后的教师不给出正确答案的概率</translation>
    </message>
    <message>
        <source>A teacher behind an endpoint does not tell its whole distribution, so it cannot be matched token by token</source>
        <translation>端点之后的教师不给出完整分布，因此无法逐词元匹配</translation>
    </message>
    <message>
        <source>A teacher behind an endpoint is asked for its labels in a classification task</source>
        <translation>在分类任务中，只向端点之后的教师询问其标签</translation>
    </message>
    <message>
        <source>A teacher needs the path of a model folder, or an endpoint</source>
        <translation>教师需要模型文件夹的路径，或端点</translation>
    </message>
    <message>
        <source>A text is expected here</source>
        <translation>此处应为文本</translation>
    </message>
    <message>
        <source>Adam&apos;s ε</source>
        <translation>Adam 的 ε</translation>
    </message>
    <message>
        <source>Add a local teacher with the same tokenizer, or skip this stage</source>
        <translation>请添加使用相同分词器的本地教师，或跳过此阶段</translation>
    </message>
    <message>
        <source>Add a local teacher, or skip this stage</source>
        <translation>请添加本地教师，或跳过此阶段</translation>
    </message>
    <message>
        <source>Add a model folder whose tokenizer is the student&apos;s</source>
        <translation>请添加分词器与学生相同的模型文件夹</translation>
    </message>
    <message>
        <source>Add a model folder whose tokenizer is the student&apos;s, or skip this stage</source>
        <translation>请添加分词器与学生相同的模型文件夹，或跳过此阶段</translation>
    </message>
    <message>
        <source>An endpoint serves several models, and this teacher names none</source>
        <translation>端点提供多个模型，而此教师没有指定其中之一</translation>
    </message>
    <message>
        <source>An object is expected here</source>
        <translation>此处应为对象</translation>
    </message>
    <message>
        <source>Answers per prompt</source>
        <translation>每个提示的回答数</translation>
    </message>
    <message>
        <source>Answers per rollout</source>
        <translation>每轮采样的回答数</translation>
    </message>
    <message>
        <source>Asking the remote teacher</source>
        <translation>正在询问远程教师</translation>
    </message>
    <message>
        <source>Asking the teacher for its labels</source>
        <translation>正在向教师询问其标签</translation>
    </message>
    <message>
        <source>At most so many are derived from labels; 0: quick 2,048, standard 8,192, long 50,000</source>
        <translation>最多由标签推导的数目；0：quick 2,048，standard 8,192，long 50,000</translation>
    </message>
    <message>
        <source>Attention maps head by head, or relations of queries, keys and values (MiniLMv2); auto takes maps where the head counts agree</source>
        <translation>逐头比较注意力图，或比较查询、键和值的关系（MiniLMv2）；auto 在头数一致时使用注意力图</translation>
    </message>
    <message>
        <source>Attention transfer</source>
        <translation>注意力迁移</translation>
    </message>
    <message>
        <source>Auto takes tokens where teacher and student share them, else the task&apos;s labels, or sorted probabilities in a generation task</source>
        <translation>auto 在教师与学生共有词元时使用词元，否则使用任务的标签，生成任务中则使用排序概率</translation>
    </message>
    <message>
        <source>Balance the term</source>
        <translation>平衡该项</translation>
    </message>
    <message>
        <source>Best of a prompt</source>
        <translation>每个提示的最佳数</translation>
    </message>
    <message>
        <source>Best of n</source>
        <translation>n 选最佳</translation>
    </message>
    <message>
        <source>Best share</source>
        <translation>最佳占比</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>主体</translation>
    </message>
    <message>
        <source>By how much the better answer must score higher before a pair stops to count much</source>
        <translation>较好的答案得分须高出多少，该配对才不再有明显作用</translation>
    </message>
    <message>
        <source>Calibration examples</source>
        <translation>校准样本数</translation>
    </message>
    <message>
        <source>Check that this is the endpoint of a language model</source>
        <translation>请检查这是不是语言模型的端点</translation>
    </message>
    <message>
        <source>Check the address and that the server is running</source>
        <translation>请检查地址，以及服务器是否正在运行</translation>
    </message>
    <message>
        <source>Check the address; a certificate of your own belongs into the system&apos;s store or into the file that SSL_CERT_FILE names</source>
        <translation>请检查地址；自有证书应放入系统的证书库，或放入 SSL_CERT_FILE 指定的文件</translation>
    </message>
    <message>
        <source>Check the disk, then resume from the last checkpoint</source>
        <translation>请检查磁盘，然后从最近的检查点继续</translation>
    </message>
    <message>
        <source>Check the entry &quot;%1&quot; of the keychain, or the environment variable %2</source>
        <translation>请检查钥匙串中的条目“%1”，或环境变量 %2</translation>
    </message>
    <message>
        <source>Check the environment variable %1</source>
        <translation>请检查环境变量 %1</translation>
    </message>
    <message>
        <source>Check the free space and the rights of the folder</source>
        <translation>请检查剩余空间和文件夹的权限</translation>
    </message>
    <message>
        <source>Check the model&apos;s name and the interface (api)</source>
        <translation>请检查模型名称和接口（api）</translation>
    </message>
    <message>
        <source>Check the path of the endpoint, which often ends in /v1, and the name of the model</source>
        <translation>请检查端点的路径（通常以 /v1 结尾）和模型名称</translation>
    </message>
    <message>
        <source>Check the path</source>
        <translation>请检查路径</translation>
    </message>
    <message>
        <source>Check the server&apos;s own log</source>
        <translation>请检查服务器自身的日志</translation>
    </message>
    <message>
        <source>Check the server&apos;s own log; what was answered is kept</source>
        <translation>请检查服务器自身的日志；已得到的回答会保留</translation>
    </message>
    <message>
        <source>Choose a divisor of %1, or 0</source>
        <translation>请选择 %1 的约数，或 0</translation>
    </message>
    <message>
        <source>Choose a number in between</source>
        <translation>请选择介于两者之间的数</translation>
    </message>
    <message>
        <source>Choose a run that finished align.ppo or align.best_of_n</source>
        <translation>请选择已完成 align.ppo 或 align.best_of_n 的运行</translation>
    </message>
    <message>
        <source>Choose a run that finished the stage align.reward</source>
        <translation>请选择已完成阶段 align.reward 的运行</translation>
    </message>
    <message>
        <source>Choose a server, a model and an interface (api) that return logprobs</source>
        <translation>请选择能返回 logprobs 的服务器、模型和接口（api）</translation>
    </message>
    <message>
        <source>Choose a value in this range</source>
        <translation>请选择此范围内的值</translation>
    </message>
    <message>
        <source>Choose at most %1</source>
        <translation>请最多选择 %1</translation>
    </message>
    <message>
        <source>Choose auto or labels</source>
        <translation>请选择 auto 或 labels</translation>
    </message>
    <message>
        <source>Choose auto or relations</source>
        <translation>请选择 auto 或 relations</translation>
    </message>
    <message>
        <source>Choose auto, completions or chat</source>
        <translation>请选择 auto、completions 或 chat</translation>
    </message>
    <message>
        <source>Choose auto, or labels or sorted probabilities</source>
        <translation>请选择 auto、labels 或 sorted（排序概率）</translation>
    </message>
    <message>
        <source>Choose auto, tokens or sorted probabilities</source>
        <translation>请选择 auto、tokens 或 sorted（排序概率）</translation>
    </message>
    <message>
        <source>Choose fixed or confidence</source>
        <translation>请选择 fixed 或 confidence</translation>
    </message>
    <message>
        <source>Choose gram, which compares any widths</source>
        <translation>请选择 gram，它可比较任意宽度</translation>
    </message>
    <message>
        <source>Choose the &apos;reward&apos; folder of a run that has the stage align.reward</source>
        <translation>请选择含阶段 align.reward 的运行的 &apos;reward&apos; 文件夹</translation>
    </message>
    <message>
        <source>Choose the file that `prune --importance-only` wrote</source>
        <translation>请选择由 `prune --importance-only` 写出的文件</translation>
    </message>
    <message>
        <source>Compare by</source>
        <translation>比较依据</translation>
    </message>
    <message>
        <source>Compute the importance again with FFN channels</source>
        <translation>请重新计算重要性，并包含 FFN 通道</translation>
    </message>
    <message>
        <source>Compute the importance again</source>
        <translation>请重新计算重要性</translation>
    </message>
    <message>
        <source>Count from 0</source>
        <translation>请从 0 开始计数</translation>
    </message>
    <message>
        <source>Derived pairs</source>
        <translation>推导的配对数</translation>
    </message>
    <message>
        <source>Different answers of one prompt that may stay; 0: all</source>
        <translation>同一提示可保留的不同回答数；0：全部</translation>
    </message>
    <message>
        <source>Direct matching needs heads of one shape; the student is %1 wide, the teacher %2</source>
        <translation>direct 匹配要求头的形状相同；学生宽 %1，教师宽 %2</translation>
    </message>
    <message>
        <source>Discount of later rewards</source>
        <translation>后续奖励的折扣</translation>
    </message>
    <message>
        <source>Entropy weight</source>
        <translation>熵权重</translation>
    </message>
    <message>
        <source>Epochs per rollout</source>
        <translation>每轮采样的学习遍数</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>训练遍数</translation>
    </message>
    <message>
        <source>Every prompt gets n answers and the policy learns the best one of each; its answers become the student&apos;s data</source>
        <translation>每个提示得到 n 个回答，策略模型学习其中最好的一个；其回答成为学生的数据</translation>
    </message>
    <message>
        <source>Every token&apos;s row of a map, or the rows at scored positions alone</source>
        <translation>注意力图中每个词元的行，或仅计分位置的行</translation>
    </message>
    <message>
        <source>FFN channels to remove</source>
        <translation>要移除的 FFN 通道</translation>
    </message>
    <message>
        <source>Factor on the loss of soft targets and labels beside it; 0 leaves the term alone</source>
        <translation>并列的软目标和标签损失的系数；0 表示只保留该项</translation>
    </message>
    <message>
        <source>Factor on what this stage adds to the loss</source>
        <translation>此阶段加入损失的部分的系数</translation>
    </message>
    <message>
        <source>Feedback round %1 with %2 preferences</source>
        <translation>第 %1 轮反馈，含 %2 条偏好</translation>
    </message>
    <message>
        <source>First order is the loss&apos;s slope at each head&apos;s gate (Michel 2019); Fisher its second-order term; the norms and random look at no loss</source>
        <translation>一阶是损失在各头门控处的斜率（Michel 2019）；Fisher 是其二阶项；范数和随机不看损失</translation>
    </message>
    <message>
        <source>For the map &apos;custom&apos;: student:teacher, counted from 0, like 0:1, 1:3</source>
        <translation>用于映射 &apos;custom&apos;：学生:教师，从 0 计数，例如 0:1, 1:3</translation>
    </message>
    <message>
        <source>From the experiment&apos;s file of preferences, or derived from the labels (the right answer over each wrong one); auto takes the file when there is one</source>
        <translation>取自实验的偏好文件，或由标签推导（正确答案优于每个错误答案）；auto 在有文件时使用文件</translation>
    </message>
    <message>
        <source>Give a classification task with its labels</source>
        <translation>请提供带标签的分类任务</translation>
    </message>
    <message>
        <source>Give the final address as the endpoint</source>
        <translation>请将最终地址作为端点</translation>
    </message>
    <message>
        <source>Give the student as a model folder, or add a teacher&apos;s folder</source>
        <translation>请以模型文件夹给出学生，或添加教师的文件夹</translation>
    </message>
    <message>
        <source>Global: compare importances divided by their layer&apos;s norm (Michel 2019)</source>
        <translation>global：比较除以所在层范数后的重要性（Michel 2019）</translation>
    </message>
    <message>
        <source>Gradient matching</source>
        <translation>梯度匹配</translation>
    </message>
    <message>
        <source>Head importance taken from %1</source>
        <translation>头重要性取自 %1</translation>
    </message>
    <message>
        <source>Head matching</source>
        <translation>头匹配</translation>
    </message>
    <message>
        <source>Head pruning</source>
        <translation>注意力头剪枝</translation>
    </message>
    <message>
        <source>Heads that are closest at the start of the stage (Hungarian method), or in index order</source>
        <translation>阶段开始时最接近的头（匈牙利算法），或按索引顺序</translation>
    </message>
    <message>
        <source>Heads that every layer keeps</source>
        <translation>每层保留的头数</translation>
    </message>
    <message>
        <source>Heads to remove first</source>
        <translation>首先移除的头</translation>
    </message>
    <message>
        <source>Heads to remove</source>
        <translation>要移除的头</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>Held out: %1 of %2 pairs right</source>
        <translation>留出：%2 个配对中 %1 个正确</translation>
    </message>
    <message>
        <source>Higher gives more different answers</source>
        <translation>越高，回答差异越大</translation>
    </message>
    <message>
        <source>How far the probability of a token may move before it stops to count</source>
        <translation>词元的概率变动多少之后不再计入</translation>
    </message>
    <message>
        <source>How fast β follows: 0.1 in the paper with hundreds of rollouts, more for few</source>
        <translation>β 跟随的快慢：论文中为 0.1，采样有数百轮；轮数少时取更大值</translation>
    </message>
    <message>
        <source>How many, for the map &apos;last&apos;</source>
        <translation>用于映射 &apos;last&apos; 的层数</translation>
    </message>
    <message>
        <source>How often the answers of one rollout are learned from</source>
        <translation>每轮采样的回答被学习的次数</translation>
    </message>
    <message>
        <source>How often the policy answers before it learns; 0 takes it from the budget</source>
        <translation>策略模型在学习之前回答的次数；0 表示由预算决定</translation>
    </message>
    <message>
        <source>Importance file</source>
        <translation>重要性文件</translation>
    </message>
    <message>
        <source>Importance is the mean over these, spread over the training split</source>
        <translation>重要性是这些样本上的平均值，样本分散取自训练划分</translation>
    </message>
    <message>
        <source>Importance</source>
        <translation>重要性</translation>
    </message>
    <message>
        <source>In a generation task, where the reference is preferred to an answer of the policy</source>
        <translation>在生成任务中，参考答案优于策略模型的回答</translation>
    </message>
    <message>
        <source>KL gain</source>
        <translation>KL 增益</translation>
    </message>
    <message>
        <source>KL limit</source>
        <translation>KL 上限</translation>
    </message>
    <message>
        <source>KL target</source>
        <translation>KL 目标</translation>
    </message>
    <message>
        <source>Keep &quot;path&quot; or &quot;endpoint&quot;</source>
        <translation>请只保留 &quot;path&quot; 或 &quot;endpoint&quot; 之一</translation>
    </message>
    <message>
        <source>Keep what stands before the question mark; a key belongs into an environment variable or the keychain</source>
        <translation>请只保留问号之前的部分；密钥应放入环境变量或钥匙串</translation>
    </message>
    <message>
        <source>Keeps the policy&apos;s best answers for the student: duplicates go, then all but the best of a prompt, then what scores too low</source>
        <translation>为学生保留策略模型的最佳回答：先去除重复，再只留每个提示的最佳回答，最后去除得分过低的</translation>
    </message>
    <message>
        <source>Label preferences, name a file under data.preferences, or label examples</source>
        <translation>请标注偏好、在 data.preferences 指定文件，或为样本打标签</translation>
    </message>
    <message>
        <source>Labels per example</source>
        <translation>每个样本的标签数</translation>
    </message>
    <message>
        <source>Last blocks</source>
        <translation>最后若干块</translation>
    </message>
    <message>
        <source>Last layers</source>
        <translation>最后若干层</translation>
    </message>
    <message>
        <source>Layer %1 of the student has %2 heads, layer %3 of the teacher %4: their maps cannot be matched head by head</source>
        <translation>学生的第 %1 层有 %2 个头，教师的第 %3 层有 %4 个：无法逐头匹配它们的注意力图</translation>
    </message>
    <message>
        <source>Layer map</source>
        <translation>层映射</translation>
    </message>
    <message>
        <source>Layer pairs</source>
        <translation>层配对</translation>
    </message>
    <message>
        <source>Layers and heads are counted from 0</source>
        <translation>层和头从 0 计数</translation>
    </message>
    <message>
        <source>Layers from the last that learn beside the final norm and the head; the rest is frozen. A tied embedding is the head and learns</source>
        <translation>从最后一层算起、与最终归一化和输出头一同学习的层数；其余冻结。与输出头共享的嵌入即为输出头，也参与学习</translation>
    </message>
    <message>
        <source>Learning from %1 accepted answers of the policy</source>
        <translation>正在学习策略模型的 %1 个已接受回答</translation>
    </message>
    <message>
        <source>Learning rate of the value head as a multiple of the policy&apos;s</source>
        <translation>价值头的学习率，为策略模型学习率的倍数</translation>
    </message>
    <message>
        <source>Learns from preference pairs which of two answers is the better one; its scores steer PPO and the filter</source>
        <translation>从偏好对中学习两个答案哪个更好；其得分引导 PPO 和筛选</translation>
    </message>
    <message>
        <source>Least entropy</source>
        <translation>最小熵</translation>
    </message>
    <message>
        <source>Least reward</source>
        <translation>最低奖励</translation>
    </message>
    <message>
        <source>Leave it out here; name an environment variable or an entry of the keychain for the key</source>
        <translation>请不要写在此处；请为密钥指定环境变量或钥匙串中的条目</translation>
    </message>
    <message>
        <source>Let a teacher name it, or keep one without sources</source>
        <translation>请让某个教师注明它，或保留一个没有来源限制的教师</translation>
    </message>
    <message>
        <source>Let a teacher with a weight above 0 name this source, or keep one that names none</source>
        <translation>请让权重大于 0 的教师注明此来源，或保留一个没有来源限制的教师</translation>
    </message>
    <message>
        <source>Let the term&apos;s weight follow the gradients, so that its share of their norm becomes the one below</source>
        <translation>让该项的权重跟随梯度，使其在梯度范数中的占比等于下面的值</translation>
    </message>
    <message>
        <source>Letters, digits and underscores, like STILLHOUSE_API_KEY</source>
        <translation>字母、数字和下划线，例如 STILLHOUSE_API_KEY</translation>
    </message>
    <message>
        <source>Locked heads</source>
        <translation>锁定的头</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>最长回答</translation>
    </message>
    <message>
        <source>Longest sample</source>
        <translation>最长样本</translation>
    </message>
    <message>
        <source>Longest sampled answer</source>
        <translation>最长采样回答</translation>
    </message>
    <message>
        <source>Lower requests_per_minute or connections, or wait; what was answered is kept</source>
        <translation>请降低 requests_per_minute 或 connections，或等待；已得到的回答会保留</translation>
    </message>
    <message>
        <source>Lower the learning rate or raise the KL coefficient, and resume from the last healthy checkpoint</source>
        <translation>请降低学习率或提高 KL 系数，并从最近的正常检查点继续</translation>
    </message>
    <message>
        <source>Lower the least reward, or use a share</source>
        <translation>请降低最低奖励，或改用占比</translation>
    </message>
    <message>
        <source>Lower top_logprobs, or choose a model and an interface that return log-probabilities</source>
        <translation>请降低 top_logprobs，或选择能返回对数概率的模型和接口</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>Match again every</source>
        <translation>重新匹配间隔</translation>
    </message>
    <message>
        <source>Matching</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>Mean 0 and variance 1 over each rollout</source>
        <translation>每轮采样内均值为 0、方差为 1</translation>
    </message>
    <message>
        <source>Measuring importance</source>
        <translation>正在测量重要性</translation>
    </message>
    <message>
        <source>Measuring what is lost without recovery</source>
        <translation>正在测量未恢复时的损失量</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Must divide the attention widths of both models; 0: as many as fit, up to the teacher&apos;s heads</source>
        <translation>必须整除两个模型的注意力宽度；0：尽可能多，最多为教师的头数</translation>
    </message>
    <message>
        <source>Name one that the server lists</source>
        <translation>请指定服务器所列模型之一</translation>
    </message>
    <message>
        <source>Name one, or derive the pairs from the labels</source>
        <translation>请指定一个，或由标签推导配对</translation>
    </message>
    <message>
        <source>Name the folder to write</source>
        <translation>请指定要写出的文件夹</translation>
    </message>
    <message>
        <source>No model is named</source>
        <translation>没有指定模型</translation>
    </message>
    <message>
        <source>No shape keeps the locked heads, drops the forced ones and leaves every layer its least number</source>
        <translation>没有一种形状能保留锁定的头、移除强制移除的头，并使每层留有最低数目</translation>
    </message>
    <message>
        <source>No teacher speaks for examples without a source</source>
        <translation>没有教师负责未注明来源的样本</translation>
    </message>
    <message>
        <source>No teacher speaks for the source &apos;%1&apos;</source>
        <translation>没有教师负责来源“%1”</translation>
    </message>
    <message>
        <source>Normalise layers</source>
        <translation>按层归一化</translation>
    </message>
    <message>
        <source>Nothing answers there after %1 tries</source>
        <translation>尝试 %1 次后，该处仍无应答</translation>
    </message>
    <message>
        <source>Of a generation task; a classification task answers with one of its verbalizers</source>
        <translation>用于生成任务；分类任务以其标签写法之一回答</translation>
    </message>
    <message>
        <source>Of a task with more labels, so many are compared for each example: the right one, the teacher&apos;s best, and others by chance</source>
        <translation>任务的标签更多时，每个样本比较的标签数：正确的标签、教师的最佳标签，以及随机选取的其他标签</translation>
    </message>
    <message>
        <source>Of generalised advantage estimation</source>
        <translation>用于广义优势估计</translation>
    </message>
    <message>
        <source>Of several teachers, for each example: as given; more for the surer one (entropy); more for the one that knows the label; or learned from the labels (stacking)</source>
        <translation>多个教师时，按样本确定权重：按给定值；更确定者权重更大（熵）；知道标签者权重更大；或从标签中学习（stacking）</translation>
    </message>
    <message>
        <source>Of the answers that are left by then</source>
        <translation>占届时剩余回答的比例</translation>
    </message>
    <message>
        <source>Of the gradient&apos;s norm, when the term is balanced</source>
        <translation>该项平衡时，在梯度范数中的占比</translation>
    </message>
    <message>
        <source>Of the student&apos;s own samples; 0 takes the most probable token</source>
        <translation>用于学生自己的样本；0 表示取最可能的词元</translation>
    </message>
    <message>
        <source>Of the value head&apos;s error in the loss</source>
        <translation>价值头误差在损失中的权重</translation>
    </message>
    <message>
        <source>Of which the policy learns the best</source>
        <translation>策略模型学习其中最好的</translation>
    </message>
    <message>
        <source>Offline, and %1 of %2 answers are not in the cache</source>
        <translation>离线，且 %2 个回答中有 %1 个不在缓存中</translation>
    </message>
    <message>
        <source>Offline, nobody is asked for a list of models</source>
        <translation>离线时不询问模型列表</translation>
    </message>
    <message>
        <source>On-policy share λ</source>
        <translation>同策略占比 λ</translation>
    </message>
    <message>
        <source>One in the papers: a reward model overfits quickly</source>
        <translation>论文中为一遍：奖励模型很快过拟合</translation>
    </message>
    <message>
        <source>One of the two models has no attention layer</source>
        <translation>两个模型之一没有注意力层</translation>
    </message>
    <message>
        <source>Only &apos;tau&apos; can be held, in stages with a temperature</source>
        <translation>只能固定 &apos;tau&apos;，且仅限有温度的阶段</translation>
    </message>
    <message>
        <source>PPO</source>
        <translation>PPO</translation>
    </message>
    <message>
        <source>Penalty without end</source>
        <translation>未结束的惩罚</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>位置数</translation>
    </message>
    <message>
        <source>Pre-training mix</source>
        <translation>预训练混合</translation>
    </message>
    <message>
        <source>Price of a nat away from the policy of the start, in units of reward</source>
        <translation>偏离起始策略每奈特的代价，以奖励为单位</translation>
    </message>
    <message>
        <source>Put align.ppo or align.best_of_n before this stage</source>
        <translation>请将 align.ppo 或 align.best_of_n 放在此阶段之前</translation>
    </message>
    <message>
        <source>Put it into an environment variable and name that in &quot;key_variable&quot;, or into the system keychain and name the entry in &quot;key_name&quot;</source>
        <translation>请将其放入环境变量，并在 &quot;key_variable&quot; 中写明变量名；或放入系统钥匙串，并在 &quot;key_name&quot; 中写明条目名</translation>
    </message>
    <message>
        <source>Put the key into an environment variable and name that in &quot;key_variable&quot;, or into the system keychain and name the entry in &quot;key_name&quot;</source>
        <translation>请将密钥放入环境变量，并在 &quot;key_variable&quot; 中写明变量名；或放入系统钥匙串，并在 &quot;key_name&quot; 中写明条目名</translation>
    </message>
    <message>
        <source>Put the stage align.reward before this one, or choose the label as reward</source>
        <translation>请将阶段 align.reward 放在此阶段之前，或选择标签作为奖励</translation>
    </message>
    <message>
        <source>Query positions that are compared per step, drawn anew each time; 0: all</source>
        <translation>每步比较的查询位置数，每次重新抽取；0：全部</translation>
    </message>
    <message>
        <source>Query rows</source>
        <translation>查询行</translation>
    </message>
    <message>
        <source>Raise timeout_seconds, or lower the number of connections</source>
        <translation>请调大 timeout_seconds，或减少连接数</translation>
    </message>
    <message>
        <source>Raise α, or set the on-policy share to 0</source>
        <translation>请调大 α，或将同策略占比设为 0</translation>
    </message>
    <message>
        <source>Ratio clip</source>
        <translation>比率裁剪</translation>
    </message>
    <message>
        <source>Ratio limit</source>
        <translation>比率上限</translation>
    </message>
    <message>
        <source>Recover by distillation</source>
        <translation>通过蒸馏恢复</translation>
    </message>
    <message>
        <source>Reference answers score 0 on average</source>
        <translation>参考答案的平均得分为 0</translation>
    </message>
    <message>
        <source>Relation heads</source>
        <translation>关系头数</translation>
    </message>
    <message>
        <source>Remove it, or give &quot;endpoint&quot; instead of &quot;path&quot;</source>
        <translation>请移除它，或用 &quot;endpoint&quot; 代替 &quot;path&quot;</translation>
    </message>
    <message>
        <source>Remove, recover and measure importance again, so many times</source>
        <translation>重复“移除、恢复、重新测量重要性”的次数</translation>
    </message>
    <message>
        <source>Resume from an earlier checkpoint, or sample again</source>
        <translation>请从更早的检查点继续，或重新采样</translation>
    </message>
    <message>
        <source>Reward filter</source>
        <translation>奖励过滤</translation>
    </message>
    <message>
        <source>Reward model</source>
        <translation>奖励模型</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>奖励</translation>
    </message>
    <message>
        <source>Rollouts</source>
        <translation>采样轮数</translation>
    </message>
    <message>
        <source>Round %1 of %2: %3 heads and %4 FFN channels taken out</source>
        <translation>第 %1 轮，共 %2 轮：移除 %3 个头和 %4 个 FFN 通道</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Rows per step</source>
        <translation>每步行数</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Run %1 is no feedback round</source>
        <translation>运行 %1 不是反馈轮</translation>
    </message>
    <message>
        <source>Run %1 left no reward model and no samples</source>
        <translation>运行 %1 没有留下奖励模型和样本</translation>
    </message>
    <message>
        <source>Run once with a connection and the same prompts, model and settings</source>
        <translation>请先在有连接时，用相同的提示、模型和设置运行一次</translation>
    </message>
    <message>
        <source>Run strategy B with the stage align.reward first</source>
        <translation>请先运行含 align.reward 阶段的策略 B</translation>
    </message>
    <message>
        <source>Sampled by the policy as it is at that time</source>
        <translation>由当时的策略模型采样</translation>
    </message>
    <message>
        <source>Samples cannot be sorted by &quot;%1&quot;</source>
        <translation>样本不能按“%1”排序</translation>
    </message>
    <message>
        <source>Samples of the student have no label, and α = 0 asks no teacher</source>
        <translation>学生的采样没有标签，而 α = 0 时不询问教师</translation>
    </message>
    <message>
        <source>Sampling answers</source>
        <translation>正在采样回答</translation>
    </message>
    <message>
        <source>Sampling temperature</source>
        <translation>采样温度</translation>
    </message>
    <message>
        <source>Scored positions that are compared per step; cost grows with their square</source>
        <translation>每步比较的计分位置数；开销随其平方增长</translation>
    </message>
    <message>
        <source>Set it before the program starts</source>
        <translation>请在程序启动前设置它</translation>
    </message>
    <message>
        <source>Set the on-policy share to 0, or keep local teachers alone</source>
        <translation>请将同策略占比设为 0，或只保留本地教师</translation>
    </message>
    <message>
        <source>Share of all channels, by the same importance; widths stay multiples of 8</source>
        <translation>占所有通道的比例，按相同的重要性；宽度保持为 8 的倍数</translation>
    </message>
    <message>
        <source>Share of all heads; the nearest count that keeps shapes legal is taken</source>
        <translation>占所有头的比例；取保持形状合法的最接近数量</translation>
    </message>
    <message>
        <source>Share of the prompts that only measure the reward model</source>
        <translation>仅用于评估奖励模型的提示所占比例</translation>
    </message>
    <message>
        <source>Share of the steps whose answers the student samples itself; the teacher then judges those (GKD)</source>
        <translation>由学生自己采样回答的步数占比；此时由教师评判这些回答（GKD）</translation>
    </message>
    <message>
        <source>Share of the term</source>
        <translation>该项的占比</translation>
    </message>
    <message>
        <source>Skip this stage</source>
        <translation>请跳过此阶段</translation>
    </message>
    <message>
        <source>Sort by number, reward, kl, fate or prompt</source>
        <translation>请按 number、reward、kl、fate 或 prompt 排序</translation>
    </message>
    <message>
        <source>Special tokens and the chat template stand in %1, as tokenizer_config.json of the model has them</source>
        <translation>特殊词元和对话模板位于 %1 中，与模型的 tokenizer_config.json 一致</translation>
    </message>
    <message>
        <source>Start the round again as a new run</source>
        <translation>请作为新的运行重新开始该轮</translation>
    </message>
    <message>
        <source>Start the stage again with a lower learning rate</source>
        <translation>请以更低的学习率重新开始该阶段</translation>
    </message>
    <message>
        <source>Steps until the heads are matched anew; 0: once</source>
        <translation>每隔多少步重新匹配头；0：只匹配一次</translation>
    </message>
    <message>
        <source>Stop the run with the last healthy policy as its checkpoint, or go on to the next stage with that policy</source>
        <translation>停止运行，并以最后一个正常的策略模型作为检查点，或带着该策略模型进入下一阶段</translation>
    </message>
    <message>
        <source>Stopped while the remote teacher was asked</source>
        <translation>在询问远程教师时停止</translation>
    </message>
    <message>
        <source>Student layer %1 follows teacher layer %2 by %3 relation heads</source>
        <translation>学生第 %1 层通过 %3 个关系头跟随教师第 %2 层</translation>
    </message>
    <message>
        <source>Student layer %1 follows teacher layer %2; its heads follow heads %3</source>
        <translation>学生第 %1 层跟随教师第 %2 层；其各头依次跟随头 %3</translation>
    </message>
    <message>
        <source>Taken from the reward of an answer that does not end by itself</source>
        <translation>未自行结束的回答从奖励中扣除的值</translation>
    </message>
    <message>
        <source>Teacher %1 and student have different tokenizers</source>
        <translation>教师 %1 与学生的分词器不同</translation>
    </message>
    <message>
        <source>Teacher %1 and student share the first %2 tokens; one of them has more: the common ids are used</source>
        <translation>教师 %1 与学生的前 %2 个词元相同；其中一方更多：使用共有的编号</translation>
    </message>
    <message>
        <source>Teacher %1 is compared with the student by sorted probabilities (universal logit distillation)</source>
        <translation>教师 %1 与学生按排序后的概率比较（通用 logit 蒸馏）</translation>
    </message>
    <message>
        <source>Teacher %1 is compared with the student on the labels</source>
        <translation>教师 %1 与学生在标签上比较</translation>
    </message>
    <message>
        <source>Teacher %1 is compared with the student token by token</source>
        <translation>教师 %1 与学生逐词元比较</translation>
    </message>
    <message>
        <source>Teacher and student have different tokenizers, so they cannot be matched token by token</source>
        <translation>教师与学生的分词器不同，因此不能逐词元匹配</translation>
    </message>
    <message>
        <source>Teacher weights</source>
        <translation>教师权重</translation>
    </message>
    <message>
        <source>That run has no samples</source>
        <translation>该运行没有样本</translation>
    </message>
    <message>
        <source>The answer cannot be kept: %1</source>
        <translation>无法保存该回答：%1</translation>
    </message>
    <message>
        <source>The attention heads that matter least to the loss are taken out of the weights, and the student recovers by distillation</source>
        <translation>从权重中移除对损失影响最小的注意力头，学生再通过蒸馏恢复</translation>
    </message>
    <message>
        <source>The checkpoint belongs to a student with another number of layers</source>
        <translation>该检查点属于层数不同的学生</translation>
    </message>
    <message>
        <source>The checkpoint does not fit: the reward head has another width</source>
        <translation>检查点不匹配：奖励头的宽度不同</translation>
    </message>
    <message>
        <source>The checkpoint&apos;s rollout does not fit the data</source>
        <translation>检查点中的采样轮与数据不匹配</translation>
    </message>
    <message>
        <source>The connection broke off, %1 tries long</source>
        <translation>连接中断，已尝试 %1 次</translation>
    </message>
    <message>
        <source>The data changed since; start a new run</source>
        <translation>数据已发生变化；请开始新的运行</translation>
    </message>
    <message>
        <source>The endpoint holds a query or a fragment</source>
        <translation>端点含有查询串或片段</translation>
    </message>
    <message>
        <source>The endpoint holds a user name or a key</source>
        <translation>端点含有用户名或密钥</translation>
    </message>
    <message>
        <source>The endpoint is no http or https address</source>
        <translation>端点不是 http 或 https 地址</translation>
    </message>
    <message>
        <source>The engine is pruning a model</source>
        <translation>引擎正在剪枝模型</translation>
    </message>
    <message>
        <source>The environment variable %1 is not set</source>
        <translation>环境变量 %1 未设置</translation>
    </message>
    <message>
        <source>The experiment names no file of preferences</source>
        <translation>实验没有指明偏好文件</translation>
    </message>
    <message>
        <source>The file cannot be opened: %1</source>
        <translation>无法打开文件：%1</translation>
    </message>
    <message>
        <source>The file is no cache of answers: a line never ends</source>
        <translation>该文件不是回答缓存：有一行没有结尾</translation>
    </message>
    <message>
        <source>The file of head importances is damaged</source>
        <translation>头重要性文件已损坏</translation>
    </message>
    <message>
        <source>The filter accepted no sample</source>
        <translation>过滤器没有接受任何样本</translation>
    </message>
    <message>
        <source>The folder cannot be made: %1</source>
        <translation>无法创建文件夹：%1</translation>
    </message>
    <message>
        <source>The host of the endpoint is no valid address</source>
        <translation>端点的主机不是有效的地址</translation>
    </message>
    <message>
        <source>The host of the endpoint is no valid name</source>
        <translation>端点的主机不是有效的名称</translation>
    </message>
    <message>
        <source>The importance of the FFN channels was not measured</source>
        <translation>未测量 FFN 通道的重要性</translation>
    </message>
    <message>
        <source>The importances do not fit the model that they name</source>
        <translation>重要性与其指明的模型不匹配</translation>
    </message>
    <message>
        <source>The key &quot;%1&quot; is not there</source>
        <translation>没有名为“%1”的密钥</translation>
    </message>
    <message>
        <source>The key holds characters that no key has</source>
        <translation>密钥含有任何密钥都不会有的字符</translation>
    </message>
    <message>
        <source>The key travels to %1 unencrypted: anyone on the way can read it</source>
        <translation>密钥以未加密方式发往 %1：途中任何人都能读取</translation>
    </message>
    <message>
        <source>The label &quot;%1&quot; has no verbalizer</source>
        <translation>标签“%1”没有写法</translation>
    </message>
    <message>
        <source>The latency of %1 is not measured: it is behind an endpoint</source>
        <translation>未测量 %1 的延迟：它位于端点之后</translation>
    </message>
    <message>
        <source>The layers have different FFN widths already, so they cannot lose the same</source>
        <translation>各层的 FFN 宽度已经不同，因此不能移除相同数量</translation>
    </message>
    <message>
        <source>The layers have different heads already, so they cannot lose the same</source>
        <translation>各层的头数已经不同，因此不能移除相同数量</translation>
    </message>
    <message>
        <source>The list has more than %1 entries</source>
        <translation>列表超过 %1 项</translation>
    </message>
    <message>
        <source>The lists of tokens and log-probabilities differ in length</source>
        <translation>词元列表与对数概率列表的长度不同</translation>
    </message>
    <message>
        <source>The model has %1 of these, so there is no number %2</source>
        <translation>模型只有 %1 个，因此没有编号 %2</translation>
    </message>
    <message>
        <source>The model has no head %1</source>
        <translation>模型没有头 %1</translation>
    </message>
    <message>
        <source>The model has no such parameter</source>
        <translation>模型没有这个参数</translation>
    </message>
    <message>
        <source>The new policy is %1 times as sure of its answers as the one that gave them; %2 times is the limit</source>
        <translation>新策略模型对这些回答的把握是当初给出回答的策略模型的 %1 倍；上限为 %2 倍</translation>
    </message>
    <message>
        <source>The pair %1 is given twice</source>
        <translation>层对 %1 给出了两次</translation>
    </message>
    <message>
        <source>The path of the endpoint holds characters that no URL has</source>
        <translation>端点的路径含有 URL 中不会出现的字符</translation>
    </message>
    <message>
        <source>The plan names heads or channels that the model does not have</source>
        <translation>方案指明了模型没有的头或通道</translation>
    </message>
    <message>
        <source>The plan was made for a model with another number of layers</source>
        <translation>该方案是为层数不同的模型制定的</translation>
    </message>
    <message>
        <source>The policy is %1 nats away from where it began; %2 are allowed</source>
        <translation>策略模型距起点 %1 奈特；允许 %2</translation>
    </message>
    <message>
        <source>The policy learns to give answers that the reward likes; its answers become the student&apos;s data</source>
        <translation>策略模型学习给出奖励较高的回答；其回答成为学生的数据</translation>
    </message>
    <message>
        <source>The policy of the last checkpoint has left the rails</source>
        <translation>最后一个检查点的策略模型已经失控</translation>
    </message>
    <message>
        <source>The policy&apos;s entropy fell to %1 nats per token; %2 are the least</source>
        <translation>策略模型的熵降至每词元 %1 奈特；下限为 %2</translation>
    </message>
    <message>
        <source>The port of the endpoint is no number from 1 to 65535</source>
        <translation>端点的端口不是 1 到 65535 的数字</translation>
    </message>
    <message>
        <source>The probabilities of one position sum to more than 1</source>
        <translation>某一位置的概率之和大于 1</translation>
    </message>
    <message>
        <source>The pruned model gives other logits after it was written: they differ by %1</source>
        <translation>剪枝后的模型写出后给出不同的 logits：相差 %1</translation>
    </message>
    <message>
        <source>The report of a pruning is damaged</source>
        <translation>剪枝报告已损坏</translation>
    </message>
    <message>
        <source>The reward head does not fit the model&apos;s width</source>
        <translation>奖励头与模型的宽度不匹配</translation>
    </message>
    <message>
        <source>The reward model of an earlier stage, or 1 for the example&apos;s own label and 0 for anything else</source>
        <translation>较早阶段的奖励模型，或者样本自身的标签得 1，其他得 0</translation>
    </message>
    <message>
        <source>The run&apos;s feedback round cannot be read</source>
        <translation>无法读取该运行的反馈轮</translation>
    </message>
    <message>
        <source>The same for the value head</source>
        <translation>同上，用于价值头</translation>
    </message>
    <message>
        <source>The server answered with status %1</source>
        <translation>服务器返回状态 %1</translation>
    </message>
    <message>
        <source>The server answered with status %1: %2</source>
        <translation>服务器返回状态 %1：%2</translation>
    </message>
    <message>
        <source>The server did not answer in time, %1 tries long</source>
        <translation>服务器未及时响应，已尝试 %1 次</translation>
    </message>
    <message>
        <source>The server does not return the log-probabilities of the prompt (echo)</source>
        <translation>服务器不返回提示的对数概率（echo）</translation>
    </message>
    <message>
        <source>The server does not speak the interface of OpenAI; check the endpoint&apos;s address</source>
        <translation>服务器不支持 OpenAI 接口；请检查端点的地址</translation>
    </message>
    <message>
        <source>The server points to another address (%1), which is not followed</source>
        <translation>服务器指向另一地址（%1），不予跟随</translation>
    </message>
    <message>
        <source>The server refuses the key (%1)</source>
        <translation>服务器拒绝该密钥（%1）</translation>
    </message>
    <message>
        <source>The server returns no log-probabilities</source>
        <translation>服务器不返回对数概率</translation>
    </message>
    <message>
        <source>The server sent no answer</source>
        <translation>服务器没有返回响应</translation>
    </message>
    <message>
        <source>The server wants a key (%1)</source>
        <translation>服务器需要密钥（%1）</translation>
    </message>
    <message>
        <source>The server&apos;s answer is larger than 16 MiB</source>
        <translation>服务器的响应大于 16 MiB</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted, so nothing was sent</source>
        <translation>服务器的证书不受信任，因此没有发送任何内容</translation>
    </message>
    <message>
        <source>The smaller of the two models has %1 layers with attention</source>
        <translation>两个模型中较小的一个有 %1 个带注意力的层</translation>
    </message>
    <message>
        <source>The stage %1 has no value &apos;%2&apos; that can be held</source>
        <translation>阶段 %1 没有可固定的值“%2”</translation>
    </message>
    <message>
        <source>The stage %1 looks inside its teacher, and no teacher is in a local folder</source>
        <translation>阶段 %1 需要查看教师内部，但没有教师位于本地文件夹中</translation>
    </message>
    <message>
        <source>The stage %1 needs a teacher on this machine with the student&apos;s tokens</source>
        <translation>阶段 %1 需要一个位于本机且与学生词元相同的教师</translation>
    </message>
    <message>
        <source>The stage stops below so many nats per token; -1: 0.02 in a generation task, no rule in a classification</source>
        <translation>每词元低于此奈特数时停止该阶段；-1：生成任务为 0.02，分类任务不用此规则</translation>
    </message>
    <message>
        <source>The stage stops beyond so many nats per answer; 0: five times the target, or 20 without one</source>
        <translation>每个回答超过此奈特数时停止该阶段；0：目标的五倍，没有目标时为 20</translation>
    </message>
    <message>
        <source>The stage stops when a larger share does not end by itself; 1 switches the rule off</source>
        <translation>未自行结束的占比更大时停止该阶段；1 表示关闭此规则</translation>
    </message>
    <message>
        <source>The stage stops when the mean probability ratio of a minibatch leaves [1/limit, limit]</source>
        <translation>小批次的平均概率比超出 [1/上限, 上限] 时停止该阶段</translation>
    </message>
    <message>
        <source>The step from which the value is held is missing</source>
        <translation>缺少从哪一步起固定该值</translation>
    </message>
    <message>
        <source>The student has %1 layers</source>
        <translation>学生有 %1 层</translation>
    </message>
    <message>
        <source>The student has no layer %1 with attention</source>
        <translation>学生没有带注意力的第 %1 层</translation>
    </message>
    <message>
        <source>The student has tokens that teacher %1 does not know (%2 and %3)</source>
        <translation>学生有教师 %1 不认识的词元（%2 和 %3）</translation>
    </message>
    <message>
        <source>The student&apos;s heads learn to look where the teacher&apos;s look, beside the soft targets</source>
        <translation>除软目标外，学生的头还学习关注教师的头所关注之处</translation>
    </message>
    <message>
        <source>The student&apos;s last layers learn until the same positions pull its head the same way as the teacher&apos;s</source>
        <translation>学生的最后几层持续学习，直到相同的位置对其输出头的牵引方向与教师一致</translation>
    </message>
    <message>
        <source>The table of importances: taken from here when it belongs to the same model and data, else written here</source>
        <translation>重要性表：若属于相同的模型和数据则从此处读取，否则写到此处</translation>
    </message>
    <message>
        <source>The teacher has no layer %1 with attention</source>
        <translation>教师没有带注意力的第 %1 层</translation>
    </message>
    <message>
        <source>The teacher is given twice: as a model folder and as an endpoint</source>
        <translation>教师给出了两次：既是模型文件夹，又是端点</translation>
    </message>
    <message>
        <source>The teacher&apos;s rows do not fit the student&apos;s</source>
        <translation>教师的行与学生的行不匹配</translation>
    </message>
    <message>
        <source>The text is longer than the 4 GiB that are read here</source>
        <translation>文本长度超过此处可读取的 4 GiB</translation>
    </message>
    <message>
        <source>The value must lie between %1 and %2</source>
        <translation>该值必须在 %1 与 %2 之间</translation>
    </message>
    <message>
        <source>The value to hold is missing</source>
        <translation>缺少要固定的值</translation>
    </message>
    <message>
        <source>The window reads it from the system keychain; elsewhere put it into the environment variable %1</source>
        <translation>图形界面从系统钥匙串读取；其他情况下请放入环境变量 %1</translation>
    </message>
    <message>
        <source>There are no samples to filter</source>
        <translation>没有可过滤的样本</translation>
    </message>
    <message>
        <source>There is neither a text nor a message</source>
        <translation>既没有文本，也没有消息</translation>
    </message>
    <message>
        <source>There is no feedback round in this project yet</source>
        <translation>此项目还没有反馈轮</translation>
    </message>
    <message>
        <source>There is no pair of answers to learn from</source>
        <translation>没有可供学习的回答配对</translation>
    </message>
    <message>
        <source>There is no reward model yet</source>
        <translation>还没有奖励模型</translation>
    </message>
    <message>
        <source>There is no such project database</source>
        <translation>没有这个项目数据库</translation>
    </message>
    <message>
        <source>There is no such run in the project</source>
        <translation>项目中没有这个运行</translation>
    </message>
    <message>
        <source>There is no text to look at</source>
        <translation>没有可查看的文本</translation>
    </message>
    <message>
        <source>This belongs to an endpoint, and the teacher is a model folder</source>
        <translation>这属于端点，而该教师是模型文件夹</translation>
    </message>
    <message>
        <source>This budget removes nothing: the smallest legal step is larger</source>
        <translation>此预算不会移除任何内容：最小的合法移除量更大</translation>
    </message>
    <message>
        <source>This checkpoint is not one of a pruning stage</source>
        <translation>此检查点不属于剪枝阶段</translation>
    </message>
    <message>
        <source>This is no byte</source>
        <translation>这不是字节</translation>
    </message>
    <message>
        <source>This is no log-probability</source>
        <translation>这不是对数概率</translation>
    </message>
    <message>
        <source>This is no name of an environment variable</source>
        <translation>这不是环境变量的名称</translation>
    </message>
    <message>
        <source>This is not a file of head importances</source>
        <translation>这不是头重要性文件</translation>
    </message>
    <message>
        <source>This looks like a key, not like the name of one</source>
        <translation>这看起来是密钥本身，而不是密钥的名称</translation>
    </message>
    <message>
        <source>This model has no reward head</source>
        <translation>此模型没有奖励头</translation>
    </message>
    <message>
        <source>This stage compares the inside of the models token by token, and no teacher in memory has the student&apos;s tokenizer</source>
        <translation>此阶段逐词元比较模型内部，而内存中没有与学生分词器相同的教师</translation>
    </message>
    <message>
        <source>This stage has no teacher</source>
        <translation>此阶段没有教师</translation>
    </message>
    <message>
        <source>This stage needs a teacher on this machine with the student&apos;s tokens</source>
        <translation>此阶段需要一个位于本机且与学生词元相同的教师</translation>
    </message>
    <message>
        <source>This training has no task to format an example with</source>
        <translation>此训练没有用于格式化样本的任务</translation>
    </message>
    <message>
        <source>Tokens that the student samples per answer; 0: as many as the batch&apos;s longest answer has</source>
        <translation>学生每个回答采样的词元数；0：与该批次中最长的答案相同</translation>
    </message>
    <message>
        <source>Train a reward model and choose it as reward</source>
        <translation>请训练奖励模型，并将其选为奖励</translation>
    </message>
    <message>
        <source>Train after each removal; the steps below are those of one round</source>
        <translation>每次移除后进行训练；下面的步数是一轮的步数</translation>
    </message>
    <message>
        <source>Train the reward model again</source>
        <translation>请重新训练奖励模型</translation>
    </message>
    <message>
        <source>Two labels have the verbalizer &quot;%1&quot;</source>
        <translation>两个标签的写法都是“%1”</translation>
    </message>
    <message>
        <source>Type a text or choose an example</source>
        <translation>请输入文本或选择样本</translation>
    </message>
    <message>
        <source>Unended answers</source>
        <translation>未结束的回答</translation>
    </message>
    <message>
        <source>Uniform takes the same from each layer, and the result is a plain Llama or Qwen model; global takes the least important heads anywhere</source>
        <translation>均匀（uniform）从每层移除相同数量，结果是普通的 Llama 或 Qwen 模型；全局（global）移除所有层中最不重要的头</translation>
    </message>
    <message>
        <source>Unknown interface &quot;%1&quot;</source>
        <translation>未知接口“%1”</translation>
    </message>
    <message>
        <source>Unlock a head, or lower the number of heads that every layer keeps</source>
        <translation>请解锁一个头，或减少每层保留的头数</translation>
    </message>
    <message>
        <source>Use a part of it</source>
        <translation>请使用其中一部分</translation>
    </message>
    <message>
        <source>Use the mode &apos;global&apos;</source>
        <translation>请使用 &apos;global&apos; 模式</translation>
    </message>
    <message>
        <source>Use the top tokens instead of exact scores</source>
        <translation>请使用概率最高的词元，而不是精确得分</translation>
    </message>
    <message>
        <source>Use uniform or global</source>
        <translation>请使用 uniform 或 global</translation>
    </message>
    <message>
        <source>Value clip</source>
        <translation>价值裁剪</translation>
    </message>
    <message>
        <source>Value rate</source>
        <translation>价值头学习率</translation>
    </message>
    <message>
        <source>Value weight</source>
        <translation>价值权重</translation>
    </message>
    <message>
        <source>Wait for its end, or cancel it on the Pruning page</source>
        <translation>请等待其结束，或在“剪枝”页取消</translation>
    </message>
    <message>
        <source>Weight of the soft targets</source>
        <translation>软目标的权重</translation>
    </message>
    <message>
        <source>Weight of the term</source>
        <translation>该项的权重</translation>
    </message>
    <message>
        <source>Weight of the training examples&apos; cross-entropy beside the reward (InstructGPT&apos;s PPO-ptx)</source>
        <translation>奖励之外，训练样本交叉熵的权重（InstructGPT 的 PPO-ptx）</translation>
    </message>
    <message>
        <source>What else an answer must be: above a reward, or among the best share</source>
        <translation>回答还须满足的条件：高于某一奖励，或属于最好的一部分</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>比较的内容</translation>
    </message>
    <message>
        <source>What the reward model starts from: the policy after its warm start, or the smaller student</source>
        <translation>奖励模型的起点：预热之后的策略模型，或较小的学生</translation>
    </message>
    <message>
        <source>When a rule fires</source>
        <translation>规则触发时</translation>
    </message>
    <message>
        <source>Where it stands: as in the original code, or as in PyTorch, whose first steps move the policy several times as far</source>
        <translation>它所在的位置：如原始代码，或如 PyTorch；后者的前几步使策略模型的移动幅度大数倍</translation>
    </message>
    <message>
        <source>Which layers are compared: spread evenly over both models, the last ones, or the pairs below</source>
        <translation>比较哪些层：在两个模型中均匀分布、最后几层，或下面的层对</translation>
    </message>
    <message>
        <source>Whiten advantages</source>
        <translation>优势白化</translation>
    </message>
    <message>
        <source>Write a number, or null to give it back to the schedule</source>
        <translation>请写数字，或写 null 以交还给调度</translation>
    </message>
    <message>
        <source>Write it like &quot;step&quot;: 120</source>
        <translation>请写成 &quot;step&quot;: 120 的形式</translation>
    </message>
    <message>
        <source>Write it like http://127.0.0.1:8080/v1 or https://api.example.com/v1</source>
        <translation>请写成 http://127.0.0.1:8080/v1 或 https://api.example.com/v1 的形式</translation>
    </message>
    <message>
        <source>Write layer.head, counted from 0: 2.3, 2.5</source>
        <translation>请写 layer.head（层.头），从 0 计数：2.3, 2.5</translation>
    </message>
    <message>
        <source>Write student:teacher, counted from 0, like 0:1, 1:3</source>
        <translation>请写 student:teacher（学生:教师），从 0 计数，例如 0:1, 1:3</translation>
    </message>
    <message>
        <source>`compare` and the Compare page list the runs</source>
        <translation>`compare` 和“比较”页会列出各次运行</translation>
    </message>
    <message>
        <source>gram compares which positions pull alike, for models of any width; direct compares the head&apos;s gradient itself and needs equal widths</source>
        <translation>gram 比较哪些位置的牵引相似，适用于任意宽度的模型；direct 比较输出头的梯度本身，要求宽度相同</translation>
    </message>
    <message>
        <source>layer.head, counted from 0, with commas: these go whatever they are worth</source>
        <translation>layer.head（层.头），从 0 计数，以逗号分隔：无论价值多大都移除</translation>
    </message>
    <message>
        <source>layer.head, counted from 0, with commas: these stay</source>
        <translation>layer.head（层.头），从 0 计数，以逗号分隔：这些会保留</translation>
    </message>
    <message>
        <source>β follows so that an answer stays about this far from the policy of the start; 0 keeps β</source>
        <translation>β 自动调整，使回答与起始策略模型大致保持此距离；0 表示 β 不变</translation>
    </message>
    <message>
        <source>γ</source>
        <translation>γ</translation>
    </message>
    <message>
        <source>λ</source>
        <translation>λ</translation>
    </message>
    <message>
        <source>τ held at %1 again from step %2, as in the run that is repeated</source>
        <translation>从第 %2 步起再次将 τ 保持为 %1，与所重复的运行一致</translation>
    </message>
    <message>
        <source>τ is %1, but it must be between 0.1 and 10</source>
        <translation>τ 为 %1，但必须在 0.1 与 10 之间</translation>
    </message>
    <message>
        <source>%1 FFNs shall go, but only %2 may</source>
        <translation>应移除 %1 个 FFN，但最多只能移除 %2 个</translation>
    </message>
    <message>
        <source>%1 of %2 FFNs removed: %3 % fewer parameters, %4 ms per token instead of %5; divergence %6 nats per token, folded %7</source>
        <translation>已移除 %2 个 FFN 中的 %1 个：参数减少 %3 %，每词元 %4 毫秒，原为 %5；散度 %6 奈特/词元，折入后 %7</translation>
    </message>
    <message>
        <source>&apos;%1&apos; does not prune</source>
        <translation>“%1”不是剪枝方法</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a list of layers</source>
        <translation>“%1”不是层的列表</translation>
    </message>
    <message>
        <source>A list of names or a regular expression was expected here</source>
        <translation>此处应为名称列表或正则表达式</translation>
    </message>
    <message>
        <source>A small adapter beside the frozen weights learns the labels, and is then merged into them</source>
        <translation>冻结权重旁的小型适配器学习标签，然后合并到权重中</translation>
    </message>
    <message>
        <source>A small adapter beside the frozen weights learns the teacher&apos;s softened distribution and the labels, and is then merged into them</source>
        <translation>冻结权重旁的小型适配器学习教师软化后的分布和标签，然后合并到权重中</translation>
    </message>
    <message>
        <source>Adapters of q, k, v, o, gate, up and down projections of Llama, Mistral and Qwen models are read</source>
        <translation>可读取 Llama、Mistral 和 Qwen 模型的 q、k、v、o、gate、up 和 down 投影的适配器</translation>
    </message>
    <message>
        <source>An adapter that is merged may not be attached too</source>
        <translation>要合并的适配器不能同时挂载</translation>
    </message>
    <message>
        <source>As many FFNs as it takes to remove this share of all parameters; 0: the share of FFNs counts</source>
        <translation>移除足够多的 FFN，直到去掉此比例的全部参数；0：按 FFN 占比</translation>
    </message>
    <message>
        <source>CKA: the FFN&apos;s correlation with the final residual stream (Kornblith 2019); share: of the stream&apos;s length that it adds; loss: the divergence that stays when it alone is folded away</source>
        <translation>CKA：FFN 与最终残差流的相关性（Kornblith 2019）；share（占比）：FFN 所加部分占残差流长度的比例；loss（损失）：仅将该 FFN 折入其他权重后剩余的散度</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>请选择其他文件夹</translation>
    </message>
    <message>
        <source>Choose f32, f16 or bf16</source>
        <translation>请选择 f32、f16 或 bf16</translation>
    </message>
    <message>
        <source>Choose other targets</source>
        <translation>请选择其他目标</translation>
    </message>
    <message>
        <source>Choose the file that `prune --method ffn --importance-only` wrote</source>
        <translation>请选择由 `prune --method ffn --importance-only` 写出的文件</translation>
    </message>
    <message>
        <source>Choose the folder of a LoRA adapter</source>
        <translation>请选择 LoRA 适配器的文件夹</translation>
    </message>
    <message>
        <source>Compute the correlation again</source>
        <translation>请重新计算相关性</translation>
    </message>
    <message>
        <source>Convert it to a plain LoRA adapter with the library that trained it</source>
        <translation>请用训练它的库将其转换为普通的 LoRA 适配器</translation>
    </message>
    <message>
        <source>Correlation file</source>
        <translation>相关性文件</translation>
    </message>
    <message>
        <source>Correlations and folds see every token of these, spread over the training split; every fifth is held out</source>
        <translation>相关性和折入使用这些样本的每个词元，样本分散取自训练划分；每五个留出一个</translation>
    </message>
    <message>
        <source>Correlations need two examples with an answer at least</source>
        <translation>计算相关性至少需要两个带回答的样本</translation>
    </message>
    <message>
        <source>Counted from 0, with commas: their FFNs go whatever they are worth</source>
        <translation>从 0 计数，以逗号分隔：无论价值多大都移除这些层的 FFN</translation>
    </message>
    <message>
        <source>Counted from 0, with commas: their FFNs stay</source>
        <translation>从 0 计数，以逗号分隔：这些层的 FFN 会保留</translation>
    </message>
    <message>
        <source>Custom targets need names</source>
        <translation>自定义目标需要名称</translation>
    </message>
    <message>
        <source>Decide for one</source>
        <translation>请二者选一</translation>
    </message>
    <message>
        <source>FFN correlation pruning</source>
        <translation>FFN 相关性剪枝</translation>
    </message>
    <message>
        <source>FFN correlation taken from %1</source>
        <translation>FFN 相关性取自 %1</translation>
    </message>
    <message>
        <source>FFNs to remove</source>
        <translation>要移除的 FFN</translation>
    </message>
    <message>
        <source>Fold into dense weights</source>
        <translation>折入稠密权重</translation>
    </message>
    <message>
        <source>Folding layer %1</source>
        <translation>正在折入第 %1 层</translation>
    </message>
    <message>
        <source>How many neighbours may share what a removed FFN did; each must lower the held-out divergence</source>
        <translation>被移除的 FFN 的作用最多由几个相邻矩阵分担；每一个都必须降低留出散度</translation>
    </message>
    <message>
        <source>Import more data, or raise the calibration examples</source>
        <translation>请导入更多数据，或增加校准样本数</translation>
    </message>
    <message>
        <source>Layer %1 folded into %2 (ridge %3, %4 % explained): divergence %5 instead of %6 nats per token</source>
        <translation>第 %1 层已折入 %2（岭系数 %3，解释 %4 %）：散度 %5 奈特/词元，原为 %6</translation>
    </message>
    <message>
        <source>Layer %1 has no FFN</source>
        <translation>第 %1 层没有 FFN</translation>
    </message>
    <message>
        <source>Layer %1 is locked and to be removed</source>
        <translation>第 %1 层既被锁定又要移除</translation>
    </message>
    <message>
        <source>Layer %1: no fold lowers the divergence of %2 nats per token</source>
        <translation>第 %1 层：没有折入方式能降低 %2 奈特/词元的散度</translation>
    </message>
    <message>
        <source>Layers are counted from 0</source>
        <translation>层从 0 计数</translation>
    </message>
    <message>
        <source>Layers to remove first</source>
        <translation>首先移除的层</translation>
    </message>
    <message>
        <source>Let one pattern fit each matrix</source>
        <translation>请让每个矩阵只匹配一个模式</translation>
    </message>
    <message>
        <source>Llama, Mistral and Qwen store (out, in): use an adapter of such a model</source>
        <translation>Llama、Mistral 和 Qwen 按 (out, in) 存储：请使用此类模型的适配器</translation>
    </message>
    <message>
        <source>LoRA distillation</source>
        <translation>LoRA 蒸馏</translation>
    </message>
    <message>
        <source>LoRA dropout</source>
        <translation>LoRA dropout</translation>
    </message>
    <message>
        <source>LoRA fine-tuning</source>
        <translation>LoRA 微调</translation>
    </message>
    <message>
        <source>LoRA rank</source>
        <translation>LoRA 秩</translation>
    </message>
    <message>
        <source>LoRA targets</source>
        <translation>LoRA 目标</translation>
    </message>
    <message>
        <source>LoRA α</source>
        <translation>LoRA α</translation>
    </message>
    <message>
        <source>Locked layers</source>
        <translation>锁定的层</translation>
    </message>
    <message>
        <source>Matrices per layer</source>
        <translation>每层的矩阵数</translation>
    </message>
    <message>
        <source>Matrices with an adapter: queries and values (the library&apos;s default for Llama), all of attention, all of the feed-forward blocks, both, or those named below</source>
        <translation>带适配器的矩阵：查询和值（该库对 Llama 的默认设置）、全部注意力、全部前馈块、两者都带，或下面指明的矩阵</translation>
    </message>
    <message>
        <source>Measuring correlation</source>
        <translation>正在测量相关性</translation>
    </message>
    <message>
        <source>Measuring divergence</source>
        <translation>正在测量散度</translation>
    </message>
    <message>
        <source>Measuring the channels of layer %1</source>
        <translation>正在测量第 %1 层的通道</translation>
    </message>
    <message>
        <source>Merge the adapter with the library that trained it, and open the merged model</source>
        <translation>请用训练该适配器的库将其合并，然后打开合并后的模型</translation>
    </message>
    <message>
        <source>Name some of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj</source>
        <translation>请指明 q_proj、k_proj、v_proj、o_proj、gate_proj、up_proj、down_proj 中的若干个</translation>
    </message>
    <message>
        <source>Names were expected here</source>
        <translation>此处应为名称</translation>
    </message>
    <message>
        <source>Nothing is left in the student that these targets name</source>
        <translation>学生中已没有这些目标所指的矩阵</translation>
    </message>
    <message>
        <source>Or exactly</source>
        <translation>或按确切数量</translation>
    </message>
    <message>
        <source>Or for parameters</source>
        <translation>或按参数占比</translation>
    </message>
    <message>
        <source>Rank-stabilised</source>
        <translation>秩稳定缩放</translation>
    </message>
    <message>
        <source>Relevance</source>
        <translation>相关度</translation>
    </message>
    <message>
        <source>Running the original</source>
        <translation>正在运行原模型</translation>
    </message>
    <message>
        <source>Save the adapter as safetensors</source>
        <translation>请将适配器保存为 safetensors</translation>
    </message>
    <message>
        <source>Scale by α/√r instead of α/r, so that a larger rank does not learn more slowly</source>
        <translation>按 α/√r 而不是 α/r 缩放，使较大的秩不会学得更慢</translation>
    </message>
    <message>
        <source>Share of the adapter&apos;s inputs that is left out at random in each step</source>
        <translation>每一步随机略去的适配器输入所占比例</translation>
    </message>
    <message>
        <source>Share of the channels of the FFNs that stay, by what the others cannot stand in for; widths stay multiples of 8</source>
        <translation>保留的 FFN 中要移除的通道占比，按其他通道无法替代的程度取舍；宽度保持为 8 的倍数</translation>
    </message>
    <message>
        <source>Share of the layers&apos; FFNs; the least relevant go</source>
        <translation>占各层 FFN 的比例；移除相关度最低的</translation>
    </message>
    <message>
        <source>So many FFNs instead of a share; 0: the share counts</source>
        <translation>按此数量而不按占比移除 FFN；0：按占比</translation>
    </message>
    <message>
        <source>Stopped before anything was written</source>
        <translation>在写出任何内容之前已停止</translation>
    </message>
    <message>
        <source>Store the adapter as F32, F16 or BF16</source>
        <translation>请将适配器存为 F32、F16 或 BF16</translation>
    </message>
    <message>
        <source>Strategy %1: the student that LoRA fine-tunes has %2 % of the teacher&apos;s parameters (the cascade aims at 10 % or less)</source>
        <translation>策略 %1：LoRA 微调的学生的参数量为教师的 %2 %（级联的目标为 10 % 或更少）</translation>
    </message>
    <message>
        <source>Target names</source>
        <translation>目标名称</translation>
    </message>
    <message>
        <source>The FFNs that correlate least with the final stream are taken out; what they did is folded into dense weights that stay</source>
        <translation>移除与最终残差流相关性最低的 FFN；其作用折入保留的稠密权重</translation>
    </message>
    <message>
        <source>The adapter belongs to Megatron&apos;s parallel layers</source>
        <translation>该适配器属于 Megatron 的并行层</translation>
    </message>
    <message>
        <source>The adapter belongs to weights stored as (in, out)</source>
        <translation>该适配器属于按 (in, out) 存储的权重</translation>
    </message>
    <message>
        <source>The adapter changes single rows of the embedding, which are not read here</source>
        <translation>该适配器更改嵌入的个别行，此处不支持读取</translation>
    </message>
    <message>
        <source>The adapter could not be copied</source>
        <translation>无法复制适配器</translation>
    </message>
    <message>
        <source>The adapter counts α/r; commonly once or twice the rank</source>
        <translation>适配器按 α/r 计入；通常取秩的一到两倍</translation>
    </message>
    <message>
        <source>The adapter fits a matrix of %1, but the model&apos;s is %2</source>
        <translation>适配器适用于 %1 的矩阵，但模型的矩阵为 %2</translation>
    </message>
    <message>
        <source>The adapter has biases, which are not computed here</source>
        <translation>该适配器有偏置，此处不支持计算</translation>
    </message>
    <message>
        <source>The adapter is a DoRA: its magnitudes are not computed here</source>
        <translation>该适配器是 DoRA：此处不支持计算其幅值</translation>
    </message>
    <message>
        <source>The adapter is in the weights: %1 of %2 parameters were trained (%3 %)</source>
        <translation>适配器已并入权重：训练了 %2 个参数中的 %1 个（%3 %）</translation>
    </message>
    <message>
        <source>The adapter names no matrix that it sits on</source>
        <translation>适配器没有指明它所在的矩阵</translation>
    </message>
    <message>
        <source>The adapter pools its input in groups (QA-LoRA), which is not computed here</source>
        <translation>该适配器将输入分组池化（QA-LoRA），此处不支持计算</translation>
    </message>
    <message>
        <source>The adapter replaces whole modules, which are not read here</source>
        <translation>该适配器替换整个模块，此处不支持读取</translation>
    </message>
    <message>
        <source>The adapter sits on bare parameters, which are not read here</source>
        <translation>该适配器直接作用于单独的参数，此处不支持读取</translation>
    </message>
    <message>
        <source>The adapter stacks copies of layers, which are not made here</source>
        <translation>该适配器堆叠层的副本，此处不支持生成</translation>
    </message>
    <message>
        <source>The adapter trained biases too (&apos;%1&apos;), which are not read here</source>
        <translation>该适配器还训练了偏置（“%1”），此处不支持读取</translation>
    </message>
    <message>
        <source>The adapter was trained for &apos;%1&apos;, and only CAUSAL_LM is read</source>
        <translation>该适配器是为“%1”训练的，只能读取 CAUSAL_LM</translation>
    </message>
    <message>
        <source>The adapter works from a token on (activated LoRA), which is not computed here</source>
        <translation>该适配器从某个词元起才生效（activated LoRA），此处不支持计算</translation>
    </message>
    <message>
        <source>The adapter&apos;s kind is &apos;%1&apos;, and only LORA is read</source>
        <translation>该适配器的类型为“%1”，只能读取 LORA</translation>
    </message>
    <message>
        <source>The adapter&apos;s weights are a pickle, which can hold programs and is not opened</source>
        <translation>该适配器的权重是 pickle 文件，其中可能含有程序，因此不会打开</translation>
    </message>
    <message>
        <source>The correlations do not fit the model that they name</source>
        <translation>相关性与其指明的模型不匹配</translation>
    </message>
    <message>
        <source>The field is set, and this program does not know what it means</source>
        <translation>设置了该字段，但本程序不知道其含义</translation>
    </message>
    <message>
        <source>The file holds no adapted matrix</source>
        <translation>文件中没有带适配器的矩阵</translation>
    </message>
    <message>
        <source>The file is damaged, or of another kind of adapter</source>
        <translation>文件已损坏，或属于另一类适配器</translation>
    </message>
    <message>
        <source>The file is incomplete, or belongs to a smaller model</source>
        <translation>文件不完整，或属于较小的模型</translation>
    </message>
    <message>
        <source>The file of FFN correlations is damaged</source>
        <translation>FFN 相关性文件已损坏</translation>
    </message>
    <message>
        <source>The initialisation &apos;%1&apos; changes the weights under the adapter</source>
        <translation>初始化“%1”会更改适配器之下的权重</translation>
    </message>
    <message>
        <source>The layers of these models are called &apos;layers&apos;</source>
        <translation>这些模型的层名为“layers”</translation>
    </message>
    <message>
        <source>The loss without each single FFN was not measured</source>
        <translation>未测量逐个去除 FFN 时的损失</translation>
    </message>
    <message>
        <source>The model has no layer %1</source>
        <translation>模型没有第 %1 层</translation>
    </message>
    <message>
        <source>The model has no matrix %1</source>
        <translation>模型没有矩阵 %1</translation>
    </message>
    <message>
        <source>The model has no matrix &apos;%1&apos; that an adapter can sit on</source>
        <translation>模型没有可加适配器的矩阵“%1”</translation>
    </message>
    <message>
        <source>The place is taken by something that is no adapter</source>
        <translation>该位置已被不是适配器的内容占用</translation>
    </message>
    <message>
        <source>The rank of &apos;%1&apos; is no whole number from 1 to %2</source>
        <translation>“%1”的秩不是 1 到 %2 的整数</translation>
    </message>
    <message>
        <source>The table of correlations: taken from here when it belongs to the same model and data, else written here</source>
        <translation>相关性表：若属于相同的模型和数据，则从此处读取，否则写入此处</translation>
    </message>
    <message>
        <source>The tensor %1 is missing</source>
        <translation>缺少张量 %1</translation>
    </message>
    <message>
        <source>The tensor is stored as %1</source>
        <translation>张量存储为 %1</translation>
    </message>
    <message>
        <source>The tensor is there, but %1 names no such target</source>
        <translation>张量存在，但 %1 没有指明这样的目标</translation>
    </message>
    <message>
        <source>The tensor&apos;s shape is %1 and not that of a matrix</source>
        <translation>张量形状为 %1，不是矩阵的形状</translation>
    </message>
    <message>
        <source>The tensor&apos;s shape is %1, but the configuration says rank %2</source>
        <translation>张量形状为 %1，但配置中的秩为 %2</translation>
    </message>
    <message>
        <source>The two files belong to different adapters</source>
        <translation>两个文件属于不同的适配器</translation>
    </message>
    <message>
        <source>The value must be at least 0 and below 1</source>
        <translation>值必须至少为 0 且小于 1</translation>
    </message>
    <message>
        <source>The α of &apos;%1&apos; is no number</source>
        <translation>“%1”的 α 不是数字</translation>
    </message>
    <message>
        <source>There is no %1 here</source>
        <translation>此处没有 %1</translation>
    </message>
    <message>
        <source>There is no choice %1</source>
        <translation>没有选择 %1</translation>
    </message>
    <message>
        <source>There is no matrix &apos;%1&apos; that an adapter can sit on</source>
        <translation>没有可加适配器的矩阵“%1”</translation>
    </message>
    <message>
        <source>There is no precision &apos;%1&apos;</source>
        <translation>没有精度“%1”</translation>
    </message>
    <message>
        <source>This is not a file of FFN correlations</source>
        <translation>这不是 FFN 相关性文件</translation>
    </message>
    <message>
        <source>This tensor belongs to no matrix that an adapter can sit on here</source>
        <translation>该张量不属于此处可加适配器的任何矩阵</translation>
    </message>
    <message>
        <source>Train a LoRA adapter</source>
        <translation>请训练 LoRA 适配器</translation>
    </message>
    <message>
        <source>Train after the removal</source>
        <translation>移除后训练</translation>
    </message>
    <message>
        <source>Train it with bias &quot;none&quot;, or merge it first</source>
        <translation>请以 bias &quot;none&quot; 训练，或先合并</translation>
    </message>
    <message>
        <source>Training an adapter of %1 parameters beside %2 (%3 %): %4</source>
        <translation>正在训练 %1 个参数的适配器，另有 %2 个参数（%3 %）：%4</translation>
    </message>
    <message>
        <source>Two patterns speak for %1 and disagree</source>
        <translation>两个模式都匹配 %1，但彼此不一致</translation>
    </message>
    <message>
        <source>Unlock a layer, or remove fewer</source>
        <translation>请解锁一个层，或减少移除数量</translation>
    </message>
    <message>
        <source>Use an adapter of a language model</source>
        <translation>请使用语言模型的适配器</translation>
    </message>
    <message>
        <source>Use cka, share or loss</source>
        <translation>请使用 cka、share 或 loss</translation>
    </message>
    <message>
        <source>Use prune.heads or prune.ffn</source>
        <translation>请使用 prune.heads 或 prune.ffn</translation>
    </message>
    <message>
        <source>Use the adapter with the model that it was trained on</source>
        <translation>请将适配器与训练它时所用的模型一起使用</translation>
    </message>
    <message>
        <source>What was removed is fitted by ridge least squares and added to a neighbouring matrix that stays</source>
        <translation>用岭最小二乘拟合被移除部分的作用，并加到保留的相邻矩阵上</translation>
    </message>
    <message>
        <source>Width r of the adapter B·A that learns instead of the weights; 0: the weights themselves learn</source>
        <translation>代替权重学习的适配器 B·A 的宽度 r；0：由权重本身学习</translation>
    </message>
    <message>
        <source>Width r of the adapter B·A that learns instead of the weights; more can say more and costs more</source>
        <translation>代替权重学习的适配器 B·A 的宽度 r；越大表达能力越强，代价也越高</translation>
    </message>
    <message>
        <source>With custom targets: some of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj, with commas between them</source>
        <translation>用于自定义目标：q_proj、k_proj、v_proj、o_proj、gate_proj、up_proj、down_proj 中的若干个，以逗号分隔</translation>
    </message>
    <message>
        <source>Write numbers, counted from 0: 2, 5</source>
        <translation>请写数字，从 0 计数：2, 5</translation>
    </message>
    <message>
        <source>%1 % (%2 to %3)</source>
        <translation>%1 %（%2 至 %3）</translation>
    </message>
    <message>
        <source>%1 of %2 parameters are trained</source>
        <translation>训练 %2 个参数中的 %1 个</translation>
    </message>
    <message>
        <source>%1 points (%2 to %3)</source>
        <translation>%1 个百分点（%2 至 %3）</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 个百分点</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>0.1 to 10</source>
        <translation>0.1 至 10</translation>
    </message>
    <message>
        <source>A PDF is painted by the window</source>
        <translation>PDF 由窗口绘制</translation>
    </message>
    <message>
        <source>Another program changed the experiment at the same moment</source>
        <translation>另一个程序同时更改了实验</translation>
    </message>
    <message>
        <source>Another program changed the experiment, and its version cannot be kept</source>
        <translation>另一个程序更改了实验，且无法保留它的版本</translation>
    </message>
    <message>
        <source>Architecture search: 92 % fewer parameters at an accuracy of at least 90 %</source>
        <translation>架构搜索：参数减少 92 %，准确率至少 90 %</translation>
    </message>
    <message>
        <source>Cascade: LoRA adds 2 to 3 points of accuracy</source>
        <translation>级联：LoRA 使准确率提高 2 到 3 个百分点</translation>
    </message>
    <message>
        <source>Cascade: strategy A takes away at least 90 % before LoRA follows</source>
        <translation>级联：策略 A 先移除至少 90 %，之后接 LoRA</translation>
    </message>
    <message>
        <source>Choose a run that reached its evaluation</source>
        <translation>请选择已完成评估的运行</translation>
    </message>
    <message>
        <source>Choose a run that took a step</source>
        <translation>请选择至少完成一步的运行</translation>
    </message>
    <message>
        <source>Choose a task of kind classification</source>
        <translation>请选择 classification 类型的任务</translation>
    </message>
    <message>
        <source>Choose at least one</source>
        <translation>请至少选择一个</translation>
    </message>
    <message>
        <source>Choose one on the Teacher page</source>
        <translation>请在“教师”页选择一个</translation>
    </message>
    <message>
        <source>Deployment: at least 50,000 labelled examples</source>
        <translation>部署：至少 50,000 条带标签的样本</translation>
    </message>
    <message>
        <source>End it in .html or .csv</source>
        <translation>请以 .html 或 .csv 结尾</translation>
    </message>
    <message>
        <source>File size; parameters are %1 % fewer</source>
        <translation>文件大小；参数减少 %1 %</translation>
    </message>
    <message>
        <source>Financial risk: accuracy above 95 %</source>
        <translation>金融风险：准确率高于 95 %</translation>
    </message>
    <message>
        <source>Free some space; this window&apos;s version is saved then</source>
        <translation>请释放一些空间；随后会保存此窗口中的版本</translation>
    </message>
    <message>
        <source>GGUF file</source>
        <translation>GGUF 文件</translation>
    </message>
    <message>
        <source>Give a project folder with --project</source>
        <translation>请用 --project 指定项目文件夹</translation>
    </message>
    <message>
        <source>Give the output of `llama-bench -o jsonl`</source>
        <translation>请提供 `llama-bench -o jsonl` 的输出</translation>
    </message>
    <message>
        <source>Import data with labels, or name a task file in the experiment</source>
        <translation>请导入带标签的数据，或在实验中指定任务文件</translation>
    </message>
    <message>
        <source>Import one: stillhouse-cli dataset import FILE --store F.db</source>
        <translation>请导入一个：stillhouse-cli dataset import FILE --store F.db</translation>
    </message>
    <message>
        <source>Known: id, prompt, label, split, source, length, uncertainty</source>
        <translation>已知：id, prompt, label, split, source, length, uncertainty</translation>
    </message>
    <message>
        <source>Labelled examples of %1</source>
        <translation>%1 的带标签样本</translation>
    </message>
    <message>
        <source>Least and greatest recorded at any step</source>
        <translation>在任意步记录到的最小值和最大值</translation>
    </message>
    <message>
        <source>LoRA: 99 % fewer trained parameters</source>
        <translation>LoRA：训练的参数减少 99 %</translation>
    </message>
    <message>
        <source>Medical triage: recall above 90 %</source>
        <translation>医疗分诊：召回率高于 90 %</translation>
    </message>
    <message>
        <source>Model card: %1</source>
        <translation>模型卡：%1</translation>
    </message>
    <message>
        <source>No data set was imported into the project</source>
        <translation>项目中没有导入数据集</translation>
    </message>
    <message>
        <source>No measured run has a gate on accuracy; a task of financial risk sets accuracy&gt;0.95</source>
        <translation>没有已测量的运行设有准确率门槛；金融风险任务设置 accuracy&gt;0.95</translation>
    </message>
    <message>
        <source>No measured run has a gate on recall; a task of medical triage sets recall&gt;0.90</source>
        <translation>没有已测量的运行设有召回率门槛；医疗分诊任务设置 recall&gt;0.90</translation>
    </message>
    <message>
        <source>No model card was written: %1</source>
        <translation>没有写出模型卡：%1</translation>
    </message>
    <message>
        <source>No run has measured a cascade yet (strategy A, then LoRA)</source>
        <translation>尚无运行测量过级联（策略 A，然后 LoRA）</translation>
    </message>
    <message>
        <source>No run has measured strategy A and its teacher yet</source>
        <translation>还没有运行测量过策略 A 及其教师</translation>
    </message>
    <message>
        <source>No run has recorded a temperature yet</source>
        <translation>还没有运行记录过温度</translation>
    </message>
    <message>
        <source>No run has trained a LoRA adapter behind a strategy yet</source>
        <translation>尚无运行在某个策略之后训练过 LoRA 适配器</translation>
    </message>
    <message>
        <source>No run of the project has been measured yet</source>
        <translation>项目中还没有已测量的运行</translation>
    </message>
    <message>
        <source>No run of the project has curves</source>
        <translation>项目中没有带曲线的运行</translation>
    </message>
    <message>
        <source>On %1, %2 test examples</source>
        <translation>在 %1 上，%2 条测试样本</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Run a strategy first</source>
        <translation>请先运行一种策略</translation>
    </message>
    <message>
        <source>Several runs begin with &quot;%1&quot;</source>
        <translation>有多个运行以“%1”开头</translation>
    </message>
    <message>
        <source>Split it</source>
        <translation>请将其拆分</translation>
    </message>
    <message>
        <source>Start it again to go on where it stopped</source>
        <translation>再次启动，即可从停止处继续</translation>
    </message>
    <message>
        <source>Strategy A: the student is 98 % smaller than its teacher</source>
        <translation>策略 A：学生比其教师小 98 %</translation>
    </message>
    <message>
        <source>Strategy A: the temperature stays between 0.1 and 10</source>
        <translation>策略 A：温度保持在 0.1 至 10 之间</translation>
    </message>
    <message>
        <source>Suggesting labels was stopped</source>
        <translation>标签建议已停止</translation>
    </message>
    <message>
        <source>Suggesting labels</source>
        <translation>正在建议标签</translation>
    </message>
    <message>
        <source>Suggestions come from a teacher on this machine, and this experiment has none</source>
        <translation>建议来自本机上的教师，而此实验没有这样的教师</translation>
    </message>
    <message>
        <source>Suggestions need a task with labels, and this experiment has none</source>
        <translation>建议需要带标签的任务，而此实验没有</translation>
    </message>
    <message>
        <source>The column %1 </source>
        <translation>列 %1 </translation>
    </message>
    <message>
        <source>The file has no rows</source>
        <translation>文件没有任何行</translation>
    </message>
    <message>
        <source>The file has too many rows</source>
        <translation>文件的行数过多</translation>
    </message>
    <message>
        <source>The file&apos;s name does not say what to write</source>
        <translation>文件名没有说明要写出什么</translation>
    </message>
    <message>
        <source>The line is no JSON object</source>
        <translation>此行不是 JSON 对象</translation>
    </message>
    <message>
        <source>The prompt is empty</source>
        <translation>提示为空</translation>
    </message>
    <message>
        <source>The run has no curves</source>
        <translation>该运行没有曲线</translation>
    </message>
    <message>
        <source>The run has not been measured</source>
        <translation>此运行尚未测量</translation>
    </message>
    <message>
        <source>There is no model to ask</source>
        <translation>没有可询问的模型</translation>
    </message>
    <message>
        <source>This project holds no data set</source>
        <translation>此项目没有数据集</translation>
    </message>
    <message>
        <source>This task has no labels, so there is nothing to suggest</source>
        <translation>此任务没有标签，因此没有可建议的内容</translation>
    </message>
    <message>
        <source>This version has no architecture search</source>
        <translation>此版本没有架构搜索</translation>
    </message>
    <message>
        <source>This window&apos;s version was saved; the other one lies beside it as experiment.other.json</source>
        <translation>本窗口的版本已保存；另一个版本以 experiment.other.json 保存在旁边</translation>
    </message>
    <message>
        <source>Use `stillhouse --project FOLDER --report FILE.pdf`, or write .html or .csv here</source>
        <translation>请使用 `stillhouse --project FOLDER --report FILE.pdf`，或在此处写出 .html 或 .csv</translation>
    </message>
    <message>
        <source>Write more of its id</source>
        <translation>请写出其编号的更多位</translation>
    </message>
    <message>
        <source>`stillhouse-cli runs list` names all of them</source>
        <translation>`stillhouse-cli runs list` 可列出全部运行</translation>
    </message>
    <message>
        <source>and n_gen are both 0 or missing</source>
        <translation>和 n_gen 均为 0 或缺失</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>is no speed in tokens per second</source>
        <translation>不是以词元/秒计的速度</translation>
    </message>
    <message>
        <source>is no text</source>
        <translation>不是文本</translation>
    </message>
    <message>
        <source>is no whole number in its range</source>
        <translation>不是其范围内的整数</translation>
    </message>
    <message>
        <source>llama2.c file</source>
        <translation>llama2.c 文件</translation>
    </message>
    <message>
        <source>packed file</source>
        <translation>打包文件</translation>
    </message>
    <message>
        <source>≥ +2 points</source>
        <translation>≥ +2 个百分点</translation>
    </message>
    <message>
        <source>≥ 90 % smaller</source>
        <translation>缩小 ≥ 90 %</translation>
    </message>
    <message>
        <source>≥ 92 % fewer</source>
        <translation>减少 ≥ 92 %</translation>
    </message>
    <message>
        <source>≥ 98 % smaller</source>
        <translation>缩小 ≥ 98 %</translation>
    </message>
    <message>
        <source>≥ 99 % fewer</source>
        <translation>减少 ≥ 99 %</translation>
    </message>
    <message>
        <source>Choose one of these or auto; CUDA needs NVIDIA&apos;s driver and a LibTorch built for it</source>
        <translation>请选择其中之一或 auto；CUDA 需要 NVIDIA 驱动和为其构建的 LibTorch</translation>
    </message>
    <message>
        <source>Computing on %1 with LibTorch %2</source>
        <translation>在 %1 上计算，LibTorch %2</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>LibTorch finds no device &quot;%1&quot; here; there are: %2</source>
        <translation>LibTorch 在此找不到设备“%1”；现有：%2</translation>
    </message>
    <message>
        <source>Memory is that of %1</source>
        <translation>内存指 %1 的内存</translation>
    </message>
    <message>
        <source>The GPU has not enough memory</source>
        <translation>GPU 内存不足</translation>
    </message>
    <message>
        <source>The run needs %1 MB of the GPU&apos;s memory, but %2 MB are free: use a smaller batch or shorter examples, or the device cpu</source>
        <translation>运行需要 %1 MB GPU 内存，但只有 %2 MB 可用：请减小批量、使用更短的样本，或选择设备 cpu</translation>
    </message>
    <message>
        <source>There is no device &quot;%1&quot;</source>
        <translation>没有设备“%1”</translation>
    </message>
    <message>
        <source>Use a smaller batch, a shorter context or a smaller model, free the GPU of other programs, or choose the device cpu</source>
        <translation>请减小批量、缩短上下文或使用更小的模型，关闭占用 GPU 的其他程序，或选择设备 cpu</translation>
    </message>
    <message>
        <source>Where LibTorch trains and measures. auto takes a CUDA device where there is one, else the CPU; packed models always run on the CPU.</source>
        <translation>LibTorch 在何处训练和测量。auto 在有 CUDA 设备时使用它，否则使用 CPU；打包模型始终在 CPU 上运行。</translation>
    </message>
    <message>
        <source>Write auto, cpu, cuda or cuda:N</source>
        <translation>请填写 auto、cpu、cuda 或 cuda:N</translation>
    </message>
    <message>
        <source>this LibTorch brings one that is made for it</source>
        <translation>此 LibTorch 自带为其构建的库</translation>
    </message>
</context>
<context>
    <name>panels</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Import, search, filter and label the examples that both strategies learn from</source>
        <translation>导入、搜索、筛选和标注两种策略共同学习的样本</translation>
    </message>
    <message>
        <source>Strategy A</source>
        <translation>策略 A</translation>
    </message>
    <message>
        <source>Dynamic distillation, head pruning and INT4: stages, their parameters, and a check before the run</source>
        <translation>动态蒸馏、注意力头剪枝与 INT4：各阶段、参数，以及运行前检查</translation>
    </message>
    <message>
        <source>Strategy B</source>
        <translation>策略 B</translation>
    </message>
    <message>
        <source>Feedback-driven progressive distillation, feed-forward pruning and FP8/FP16: stages, their parameters, and a check before the run</source>
        <translation>反馈驱动的渐进蒸馏、前馈层剪枝与 FP8/FP16：各阶段、参数，以及运行前检查</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Start both strategies and watch them: stages, live curves, pause, stop, fork, event log</source>
        <translation>启动并观察两种策略：阶段、实时曲线、暂停、停止、分叉、事件日志</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>教师</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>All runs, strategy A against B and the teacher, latency, Pareto view, examples that differ</source>
        <translation>所有运行、策略 A 与 B 及教师的对比、延迟、帕累托图、结果不同的样本</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Draw the temperature schedule, set the controller, replay it over a recorded loss, steer a run</source>
        <translation>绘制温度调度、设置控制器、在记录的损失上重放、在运行中调节</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Write a model as a Hugging Face folder, GGUF, packed file or ONNX, and check what was written</source>
        <translation>将模型写为 Hugging Face 文件夹、GGUF、打包文件或 ONNX，并检查写出的内容</translation>
    </message>
    <message>
        <source>&lt;p&gt;The written model is read back and given the same tokens as the original. The &lt;b&gt;largest logit error&lt;/b&gt; is the greatest difference of any output; &lt;b&gt;KL&lt;/b&gt; is the mean KL(model ‖ written) in nats per token. Both are 0 where the format holds the same numbers.&lt;/p&gt;&lt;p&gt;A file appears whole or not at all: cancelling leaves nothing behind.&lt;/p&gt;</source>
        <translation>&lt;p&gt;写出的模型会被读回，并处理与原模型相同的词元。&lt;b&gt;最大 logit 误差&lt;/b&gt;是所有输出中最大的差异；&lt;b&gt;KL&lt;/b&gt; 是 KL(模型 ‖ 写出) 的平均值，单位为奈特/词元。若格式保存的数值相同，两者均为 0。&lt;/p&gt;&lt;p&gt;文件要么完整出现，要么不出现：取消后不留下任何内容。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Quantization</source>
        <translation>量化</translation>
    </message>
    <message>
        <source>Write a model in fewer bits, and see what each matrix loses by it</source>
        <translation>用更少的位写出模型，并查看每个矩阵因此损失多少</translation>
    </message>
    <message>
        <source>&lt;p&gt;Strategy A packs matrices in 4 bits with levels that follow the weights (a codebook per group of rows) and corrects each column&apos;s rounding in those after it (GPTQ, Frantar et al. 2022); the weights that matter most stay exact. Strategy B uses FP16, FP8 or block floating point.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Weight error&lt;/b&gt; is ‖W − Ŵ‖² / ‖W‖². &lt;b&gt;Output error&lt;/b&gt; is ‖XWᵀ − XŴᵀ‖² / ‖XWᵀ‖² with the calibration text&apos;s inputs X: what the next layer notices.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Inputs.&lt;/b&gt; Percentiles of |x| as calibration saw them, and the threshold beyond which inputs are clipped. Drift compares the 99.9th percentile on another text.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Quality.&lt;/b&gt; Both models read the same windows of 512 tokens, or of their whole context where that is shorter; the file is read as it stands. KL(original ‖ quantized) is the mean in nats per token, with a 95 % interval from a bootstrap over windows.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Simulated in part&lt;/b&gt; means that this machine computes some of the format in F32: its numbers are right, its speed is not.&lt;/p&gt;</source>
        <translation>&lt;p&gt;策略 A 将矩阵打包为 4 位，量化值随权重而定（每组行一个码本），并在后面的列中修正每一列的舍入误差（GPTQ，Frantar 等，2022）；最重要的权重保持精确。策略 B 使用 FP16、FP8 或块浮点。&lt;/p&gt;&lt;p&gt;&lt;b&gt;权重误差&lt;/b&gt;为 ‖W − Ŵ‖² / ‖W‖²。&lt;b&gt;输出误差&lt;/b&gt;为 ‖XWᵀ − XŴᵀ‖² / ‖XWᵀ‖²，其中 X 是校准文本的输入：即下一层所感受到的误差。&lt;/p&gt;&lt;p&gt;&lt;b&gt;输入。&lt;/b&gt;校准时所见 |x| 的百分位数，以及截断输入的阈值。漂移比较另一文本上的 99.9 百分位数。&lt;/p&gt;&lt;p&gt;&lt;b&gt;质量。&lt;/b&gt;两个模型读取相同的窗口，每窗 512 个词元，若整个上下文更短则取整个上下文；文件按原样读取。KL(原模型 ‖ 量化) 为平均值，单位为奈特/词元，并附按窗口自助法得出的 95 % 区间。&lt;/p&gt;&lt;p&gt;&lt;b&gt;部分模拟&lt;/b&gt;表示本机以 F32 计算该格式的一部分：数值正确，速度不代表该格式。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>What each head of teacher and student looks at in one text, their difference, live during a run</source>
        <translation>教师和学生的每个头在同一文本中关注什么、两者的差异，运行期间实时显示</translation>
    </message>
    <message>
        <source>&lt;p&gt;A map shows softmax(q·kᵀ / √d): row &lt;i&gt;i&lt;/i&gt; is how one token (the query) spreads its attention over itself and the tokens before it (the keys); each row sums to 1.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Entropy&lt;/b&gt;: −Σ p ln p of a row, in nats; 0 looks at one token. &lt;b&gt;Looks back&lt;/b&gt;: Σ p · distance, in tokens. &lt;b&gt;First token&lt;/b&gt;: weight on the first one, the attention sink (Xiao 2023). All are means over the rows.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Difference&lt;/b&gt;: student − teacher. &lt;b&gt;KL(teacher ‖ student)&lt;/b&gt;: mean over the rows of Σ p ln(p / q), in nats. Layers are matched evenly, the last with the last.&lt;/p&gt;&lt;p&gt;During a run the student is looked at between two steps. Pictures may take 5 % of the training&apos;s time at most; a request waits until they have earned their turn. While the run is paused they come at once.&lt;/p&gt;</source>
        <translation>&lt;p&gt;图中显示 softmax(q·kᵀ / √d)：第 &lt;i&gt;i&lt;/i&gt; 行表示一个词元（查询）如何把注意力分配给自身及之前的词元（键）；每行之和为 1。&lt;/p&gt;&lt;p&gt;&lt;b&gt;熵&lt;/b&gt;：一行的 −Σ p ln p，单位为奈特；0 表示只看一个词元。&lt;b&gt;回看&lt;/b&gt;：Σ p · 距离，单位为词元。&lt;b&gt;首词元&lt;/b&gt;：第一个词元上的权重，即注意力汇聚点（Xiao 2023）。三者均为各行的平均值。&lt;/p&gt;&lt;p&gt;&lt;b&gt;差异&lt;/b&gt;：学生 − 教师。&lt;b&gt;KL(教师 ‖ 学生)&lt;/b&gt;：Σ p ln(p / q) 在各行上的平均值，单位为奈特。各层均匀匹配，最后一层对最后一层。&lt;/p&gt;&lt;p&gt;运行期间，在两步之间查看学生。图像最多占用训练时间的 5 %；请求会等到有足够的时间额度。运行暂停时图像立即显示。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Pruning</source>
        <translation>剪枝</translation>
    </message>
    <message>
        <source>Open the models that the students learn from, weigh them, look inside and ask them something</source>
        <translation>打开学生要学习的模型，设定权重，查看内部并向其提问</translation>
    </message>
    <message>
        <source>&lt;p&gt;A teacher is a Hugging Face folder of a Llama, Mistral, Qwen2 or Qwen3 model: &lt;i&gt;config.json&lt;/i&gt;, &lt;i&gt;model.safetensors&lt;/i&gt; (whole or sharded) and &lt;i&gt;tokenizer.json&lt;/i&gt;.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Several teachers.&lt;/b&gt; A source of the data goes to the teachers that name it, every other one to those that name none. Their weights count as the stage “Soft targets” says: as given, by how sure each is of the example, by how well it knows the label, or learned from the labels. A teacher with other tokens than the student&apos;s is compared on the labels, or by sorted probabilities where the task has none.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Architecture.&lt;/b&gt; Bars are parameters, to scale. Attention is q, k, v and o; feed-forward is gate, up and down.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Probe.&lt;/b&gt; With a task, each label&apos;s score is the log-likelihood of its verbalizer divided by its number of tokens; bars are the softmax of the scores.&lt;/p&gt;</source>
        <translation>&lt;p&gt;教师是 Llama、Mistral、Qwen2 或 Qwen3 模型的 Hugging Face 文件夹：&lt;i&gt;config.json&lt;/i&gt;、&lt;i&gt;model.safetensors&lt;/i&gt;（整个或分片）和 &lt;i&gt;tokenizer.json&lt;/i&gt;。&lt;/p&gt;&lt;p&gt;&lt;b&gt;多个教师。&lt;/b&gt;数据的每个来源交给指明它的教师，其他来源交给未指明任何来源的教师。权重按“软目标”阶段的设置计算：按给定值、按对样本的把握程度、按对标签的了解程度，或由标签学习得出。与学生词元不同的教师在标签上比较；任务没有标签时，按排序后的概率比较。&lt;/p&gt;&lt;p&gt;&lt;b&gt;架构。&lt;/b&gt;条形按比例表示参数量。注意力为 q、k、v 和 o；前馈为 gate、up 和 down。&lt;/p&gt;&lt;p&gt;&lt;b&gt;探测。&lt;/b&gt;有任务时，每个标签的得分是其写法的对数似然除以词元数；条形是得分的 softmax。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Take attention heads or whole FFNs out of a model, and see beforehand what that costs</source>
        <translation>从模型中移除注意力头或整个 FFN，并预先查看其代价</translation>
    </message>
    <message>
        <source>&lt;p&gt;Each head&apos;s output gets a gate g = 1. Its &lt;b&gt;importance&lt;/b&gt; is the mean of |∂L/∂g| over training examples (Michel et al. 2019), with L the loss of distillation; Fisher is the mean of (∂L/∂g)²/2, and the output norm is the mean length of what a head adds to the stream.&lt;/p&gt;&lt;p&gt;With grouped queries the heads of a layer must stay a multiple of its key/value heads: whole groups go, or the same number of query heads of every group. &lt;b&gt;Uniform&lt;/b&gt; takes the same from each layer, so that any loader reads the result; &lt;b&gt;global&lt;/b&gt; takes the cheapest heads anywhere.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Predictions.&lt;/b&gt; Parameters and operations are exact. Time per token is a line between the whole model and one without half of its heads, both timed by the native engine on this machine. Accuracy is that of the validation split with the heads taken out and nothing trained, measured at a few budgets: recovery comes on top.&lt;/p&gt;&lt;p&gt;&lt;b&gt;FFN correlation&lt;/b&gt; is linear CKA (Kornblith et al. 2019) between the outputs of all FFNs and with the final residual stream, over all calibration tokens. The least relevant FFNs go. What they did is fitted by ridge least squares on the activations of a neighbouring matrix that stays and added to it, where the held-out divergence becomes least: the result has fewer matrices and no masks.&lt;/p&gt;&lt;p&gt;After the removal the student recovers by distillation; the model is written, read again and must give the same logits.&lt;/p&gt;</source>
        <translation>&lt;p&gt;每个头的输出都乘以一个门 g = 1。其&lt;b&gt;重要性&lt;/b&gt;是 |∂L/∂g| 在训练样本上的平均值（Michel et al. 2019），L 为蒸馏损失；Fisher 是 (∂L/∂g)²/2 的平均值；输出范数是头加到残差流上的向量的平均长度。&lt;/p&gt;&lt;p&gt;使用分组查询时，一层的头数必须保持为其键/值头数的倍数：要么移除整组，要么每组移除相同数量的查询头。&lt;b&gt;均匀&lt;/b&gt;从每层移除相同数量，任何加载器都能读取结果；&lt;b&gt;全局&lt;/b&gt;移除所有层中代价最小的头。&lt;/p&gt;&lt;p&gt;&lt;b&gt;预测。&lt;/b&gt;参数量和运算量是精确的。每词元时间取完整模型与移除一半头的模型之间的直线，两者均由原生引擎在本机计时。准确率是移除头且未经训练时在验证划分上的值，在几个预算处测量：恢复的效果另计。&lt;/p&gt;&lt;p&gt;&lt;b&gt;FFN 相关性&lt;/b&gt;是在所有校准词元上计算的线性 CKA（Kornblith et al. 2019），衡量所有 FFN 的输出彼此之间以及与最终残差流的相关性。移除相关度最低的 FFN。其作用用岭最小二乘在保留的相邻矩阵的激活上拟合，并加到使留出散度最小的那个矩阵上：结果的矩阵更少，且没有掩码。&lt;/p&gt;&lt;p&gt;移除之后，学生通过蒸馏恢复；模型写出后重新读取，必须给出相同的 logits。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>RLHF</source>
        <translation>RLHF</translation>
    </message>
    <message>
        <source>Watch strategy B&apos;s reward model and policy, read its answers, and start the next feedback round</source>
        <translation>观察策略 B 的奖励模型和策略模型，阅读其回答，并开始下一轮反馈</translation>
    </message>
    <message>
        <source>&lt;p&gt;The &lt;b&gt;reward model&lt;/b&gt; learns from pairs by the loss −log σ(r&lt;sub&gt;better&lt;/sub&gt; − r&lt;sub&gt;worse&lt;/sub&gt;) (Bradley and Terry 1952). Pair accuracy and calibration are measured on pairs whose prompts it never saw; the answer&apos;s length alone and a coin stand beside them.&lt;/p&gt;&lt;p&gt;&lt;b&gt;PPO&lt;/b&gt; (Schulman et al. 2017; Ziegler et al. 2019) pays −β(log π − log π&lt;sub&gt;start&lt;/sub&gt;) for each token and the reward at the end. β follows so that the KL stays near its target: within a fifth of it in proportion, beyond with its full step. The ratio of probabilities is clipped; the clip fraction says how often. &lt;b&gt;Best of n&lt;/b&gt; learns the best of n answers instead.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Health rules&lt;/b&gt; stop a run whose ratio, KL, entropy or ends of text left the rails, go back to the last healthy policy, and say why in a bar on this page and as a line in the plots.&lt;/p&gt;&lt;p&gt;The &lt;b&gt;filter&lt;/b&gt; removes duplicates, all but the best answers of a prompt, and what scores too low. Every answer keeps its fate.&lt;/p&gt;&lt;p&gt;A &lt;b&gt;feedback round&lt;/b&gt; is a run whose reward model goes on from the round before, with that round&apos;s preferences and those that were labelled since.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;b&gt;奖励模型&lt;/b&gt;以损失 −log σ(r&lt;sub&gt;better&lt;/sub&gt; − r&lt;sub&gt;worse&lt;/sub&gt;) 从配对中学习（Bradley and Terry 1952）。配对准确率和校准在其从未见过的提示的配对上测量；旁边列出仅凭回答长度和抛硬币的结果作对照。&lt;/p&gt;&lt;p&gt;&lt;b&gt;PPO&lt;/b&gt;（Schulman et al. 2017；Ziegler et al. 2019）对每个词元给出 −β(log π − log π&lt;sub&gt;start&lt;/sub&gt;)，并在结尾给出奖励。β 自动调整，使 KL 保持在目标附近：偏差在目标的五分之一以内时按比例调整，超出时按最大步幅调整。概率比率会被裁剪；裁剪比例表示其发生的频率。&lt;b&gt;Best of n&lt;/b&gt; 则学习 n 个回答中最好的一个。&lt;/p&gt;&lt;p&gt;&lt;b&gt;健康规则&lt;/b&gt;会在比率、KL、熵或文本结尾失控时停止运行，退回最后一个正常的策略模型，并在本页的提示条和曲线图的标线中说明原因。&lt;/p&gt;&lt;p&gt;&lt;b&gt;过滤器&lt;/b&gt;去除重复、每个提示的最佳回答以外的回答，以及得分过低的回答。每个回答都保留其去向。&lt;/p&gt;&lt;p&gt;&lt;b&gt;反馈轮&lt;/b&gt;是这样一种运行：其奖励模型从上一轮继续，使用上一轮的偏好以及此后标注的偏好。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;The table lists every run. Tags and notes are edited in place (F2); &lt;i&gt;Columns&lt;/i&gt; chooses what is shown. The run in front fills the first tabs, all selected ones (Ctrl or Shift and a click) the curves, settings and cost.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Side by side.&lt;/b&gt; Intervals are 95 % bootstrap intervals over test examples (Efron &amp;amp; Tibshirani 1993); accuracies are compared by McNemar&apos;s exact test, the rest by a paired bootstrap. A gate holds for the measured value; &lt;i&gt;reaches over the limit&lt;/i&gt; says that its interval does not agree.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Latency.&lt;/b&gt; Every timed request counts. Both models take turns in one process. Boxes are quartiles, whiskers reach to 1.5 times their distance (Tukey 1977).&lt;/p&gt;&lt;p&gt;&lt;b&gt;Pareto.&lt;/b&gt; A model is on the frontier when no other is at least as accurate, as fast and as small, and better in one of the three.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Settings.&lt;/b&gt; The keys in which two experiment documents differ. Stages are matched by their method, so one put in between is one line.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Claims.&lt;/b&gt; Each line of the brief beside the best model measured here. &lt;i&gt;Not sure&lt;/i&gt;: the interval reaches over the limit. Accuracy and recall are held against runs whose task sets a gate on them, because the brief claims them for financial risk and for medical triage.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Cost&lt;/b&gt; = mean latency (ms) ÷ 3,600,000 × threads × 1,000,000 × price of a CPU hour, with a 95 % bootstrap interval over the timed requests. A simulated format has no cost: its time is not the format&apos;s.&lt;/p&gt;</source>
        <translation>&lt;p&gt;表格列出所有运行。标签和备注可就地编辑（F2）；&lt;i&gt;列&lt;/i&gt;用于选择显示的内容。当前运行填充前几个标签页，所有选中的运行（按住 Ctrl 或 Shift 并单击）填充曲线、设置和成本。&lt;/p&gt;&lt;p&gt;&lt;b&gt;并排比较。&lt;/b&gt;区间是对测试样本自助重采样得出的 95 % 区间（Efron &amp;amp; Tibshirani 1993）；准确率用 McNemar 精确检验比较，其余用配对自助法比较。门槛按测量值判定；&lt;i&gt;区间越过限值&lt;/i&gt;表示其区间与此不一致。&lt;/p&gt;&lt;p&gt;&lt;b&gt;延迟。&lt;/b&gt;每个计时的请求都计入。两个模型在同一进程中轮流运行。箱体为四分位数，须线最远延伸到四分位距的 1.5 倍（Tukey 1977）。&lt;/p&gt;&lt;p&gt;&lt;b&gt;帕累托。&lt;/b&gt;如果没有其他模型在准确率、速度和大小上都不逊于某个模型，且至少有一项更优，则该模型位于前沿上。&lt;/p&gt;&lt;p&gt;&lt;b&gt;设置。&lt;/b&gt;两个实验文档中不同的键。阶段按方法匹配，因此中间插入的一个阶段只占一行。&lt;/p&gt;&lt;p&gt;&lt;b&gt;声明。&lt;/b&gt;任务书的每一行与本机测得的最佳模型对照。&lt;i&gt;不确定&lt;/i&gt;：区间越过限值。准确率和召回率只与任务设有相应门槛的运行对照，因为任务书是针对金融风险和医疗分诊提出这两项声明的。&lt;/p&gt;&lt;p&gt;&lt;b&gt;成本&lt;/b&gt; = 平均延迟（毫秒）÷ 3,600,000 × 线程数 × 1,000,000 × 每 CPU 小时价格，附对计时请求自助重采样得出的 95 % 区间。模拟格式没有成本：其时间不代表该格式。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;JSON lines, JSON arrays, CSV and TSV (RFC 4180), plain text, Alpaca, ShareGPT and &lt;i&gt;messages&lt;/i&gt; are recognised.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Splits.&lt;/b&gt; A row without a split is placed by a 64-bit hash of its prompt after Unicode NFKC, lower case and folded white space, so equal prompts never stand in both training and test.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How much is enough.&lt;/b&gt; 500 to 1,000 examples per 100 million parameters of the student for strategy A, 2,000 to 5,000 for B, and 50,000 labelled ones for deployment.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Keys.&lt;/b&gt; 1 to 9 label the selected row and go on to the next, 0 says that it has no label, Enter or Space takes the teacher&apos;s suggestion, F flags, S skips, Ctrl+Z and Ctrl+Y undo and redo without limit, Ctrl+F searches. A label is on disk before the next example appears.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Several people.&lt;/b&gt; Each label carries its annotator&apos;s name. An example&apos;s label is what most of them say, among equals the newest, until somebody decides on &lt;i&gt;Agreement…&lt;/i&gt;: the decided label counts in lists, exports and runs. Agreement is Cohen&apos;s κ = (p&lt;sub&gt;o&lt;/sub&gt; − p&lt;sub&gt;e&lt;/sub&gt;) / (1 − p&lt;sub&gt;e&lt;/sub&gt;) (Cohen 1960): the share of equal labels beyond what chance would give; its interval is the large-sample formula of Fleiss, Cohen and Everitt (1969).&lt;/p&gt;&lt;p&gt;&lt;b&gt;Suggestions.&lt;/b&gt; The teacher&apos;s label distribution: softmax of length-normalised log-likelihoods of the task&apos;s verbalizers. &lt;i&gt;Most uncertain first&lt;/i&gt; sorts by its entropy −Σ p ln p.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Comparing answers.&lt;/b&gt; Two answers to one prompt stand side by side: ← or → is the better one, T or ↓ a tie, E writes a better one, S skips. Pairs come from a file of preferences, from labels, or from a run&apos;s answers, first those whose rewards lie closest. The next run of strategy B learns from all choices.&lt;/p&gt;</source>
        <translation>&lt;p&gt;可识别 JSON 行、JSON 数组、CSV 和 TSV（RFC 4180）、纯文本、Alpaca、ShareGPT 和 &lt;i&gt;messages&lt;/i&gt;。&lt;/p&gt;&lt;p&gt;&lt;b&gt;数据划分。&lt;/b&gt;未注明划分的行按其提示的 64 位哈希值分配，提示先经 Unicode NFKC 规范化、转为小写并合并空白，因此相同的提示绝不会同时出现在训练和测试中。&lt;/p&gt;&lt;p&gt;&lt;b&gt;多少才够。&lt;/b&gt;学生每 1 亿参数，策略 A 需要 500 至 1,000 条样本，策略 B 需要 2,000 至 5,000 条；部署需要 50,000 条带标签的样本。&lt;/p&gt;&lt;p&gt;&lt;b&gt;按键。&lt;/b&gt;1 至 9 为所选行标注并转到下一行，0 表示没有标签，Enter 或空格采用教师的建议，F 标记，S 跳过，Ctrl+Z 和 Ctrl+Y 无限次撤销和重做，Ctrl+F 搜索。标签在下一个样本出现之前已写入磁盘。&lt;/p&gt;&lt;p&gt;&lt;b&gt;多人标注。&lt;/b&gt;每个标签都带有其标注者的姓名。样本的标签取多数人的意见，票数相同时取最新的，直到有人在&lt;i&gt;一致率…&lt;/i&gt;中作出裁定：列表、导出和运行均以裁定的标签为准。一致率为 Cohen 的 κ = (p&lt;sub&gt;o&lt;/sub&gt; − p&lt;sub&gt;e&lt;/sub&gt;) / (1 − p&lt;sub&gt;e&lt;/sub&gt;)（Cohen 1960）：超出偶然一致的相同标签占比；其区间采用 Fleiss、Cohen 和 Everitt（1969）的大样本公式。&lt;/p&gt;&lt;p&gt;&lt;b&gt;建议。&lt;/b&gt;教师的标签分布：任务各标签写法按长度归一化的对数似然的 softmax。&lt;i&gt;最不确定的优先&lt;/i&gt;按其熵 −Σ p ln p 排序。&lt;/p&gt;&lt;p&gt;&lt;b&gt;比较回答。&lt;/b&gt;同一提示的两个回答并排显示：← 或 → 选择更好的回答，T 或 ↓ 平局，E 改写出更好的回答，S 跳过。回答对来自偏好文件、标签或某次运行的回答，奖励最接近的优先。策略 B 的下一次运行会从所有选择中学习。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Up to three versions answer one prompt side by side, with their latency and size; full screen for an audience</source>
        <translation>最多三个版本并排回答同一提示，并显示各自的延迟和大小；可全屏展示给观众</translation>
    </message>
    <message>
        <source>&lt;p&gt;Every version reads the same prompt from its own packed weights; nothing here needs LibTorch. &lt;b&gt;Time to first token&lt;/b&gt; counts from the prompt to the first token of an answer, after the weights were read once. &lt;b&gt;Tokens per second&lt;/b&gt; is (n − 1) tokens of the text over the time behind its first token; where only a label is asked, it is the prompt&apos;s tokens over the time of its pass.&lt;/p&gt;&lt;p&gt;A label&apos;s score is (1/m) Σ log p(tokenⱼ) over its m tokens; the bars are the softmax over the labels, as evaluation computes them (length-normalised log-likelihood: Brown 2020).&lt;/p&gt;&lt;p&gt;&lt;b&gt;One after another&lt;/b&gt; gives each version all threads, so that latencies compare. &lt;b&gt;At the same time&lt;/b&gt; divides the threads: a livelier picture with longer latencies.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Keys.&lt;/b&gt; Ctrl+Enter asks, F11 presents; in the presentation N takes the next example, Enter asks again, Esc leaves.&lt;/p&gt;</source>
        <translation>&lt;p&gt;每个版本都从自己的打包权重读取同一提示；此处不需要 LibTorch。&lt;b&gt;首词元时间&lt;/b&gt;从提示算起，到回答的第一个词元为止，此前权重已读取过一次。&lt;b&gt;每秒词元数&lt;/b&gt;是文本的 (n − 1) 个词元除以首个词元之后的时间；若只询问标签，则为提示的词元数除以其一次前向计算的时间。&lt;/p&gt;&lt;p&gt;标签的得分为 (1/m) Σ log p(tokenⱼ)，对其 m 个词元求和；条形为各标签上的 softmax，与评估的计算方式相同（按长度归一化的对数似然：Brown 2020）。&lt;/p&gt;&lt;p&gt;&lt;b&gt;依次&lt;/b&gt;让每个版本使用全部线程，因此延迟可以相互比较。&lt;b&gt;同时&lt;/b&gt;将线程分给各版本：画面更生动，但延迟更长。&lt;/p&gt;&lt;p&gt;&lt;b&gt;按键。&lt;/b&gt;Ctrl+Enter 询问，F11 演示；演示中 N 取下一个样本，Enter 再次询问，Esc 退出。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Each strategy is a lane of stages; the bar in one is its share of steps, with the time left at the present rate. Both learn from the same teacher, data and budget, and are measured with the teacher at the end.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Loss&lt;/b&gt; is the mean over the positions that count, in nats per token, with its parts. &lt;b&gt;Share of the gradient&lt;/b&gt; is ‖∇L&lt;sub&gt;k&lt;/sub&gt;‖ / Σ&lt;sub&gt;j&lt;/sub&gt; ‖∇L&lt;sub&gt;j&lt;/sub&gt;‖ of each part: a soft loss may be small and still lead, or be large and do nothing. &lt;b&gt;Gradient norm&lt;/b&gt; is taken before clipping.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Smoothing.&lt;/b&gt; The strong line is the moving average s&lt;sub&gt;n&lt;/sub&gt; = Σ w&lt;sup&gt;n−i&lt;/sup&gt;(1 − w) y&lt;sub&gt;i&lt;/sub&gt; / (1 − w&lt;sup&gt;n&lt;/sup&gt;), which has no bias at the start (Kingma and Ba 2015); the faint line is what was measured.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Space&lt;/b&gt; pauses and goes on, &lt;b&gt;Ctrl+.&lt;/b&gt; stops at the next step; a checkpoint is kept. A resumed run is the same, bit for bit, as one that was never stopped. &lt;i&gt;Fork here&lt;/i&gt; starts a new run from a checkpoint with the experiment as it is now. What was held by hand is in the log, so that a run can be repeated with it.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Plots.&lt;/b&gt; The wheel zooms at the cursor, dragging moves, a double click fits, L changes to a logarithmic axis; the menu copies a plot as PNG, SVG or CSV.&lt;/p&gt;</source>
        <translation>&lt;p&gt;每个策略是一条由阶段组成的泳道；阶段中的进度条表示它占全部步数的份额，旁边是按当前速度估计的剩余时间。两个策略从同一教师、同一数据和同一预算学习，最后与教师一起评测。&lt;/p&gt;&lt;p&gt;&lt;b&gt;损失&lt;/b&gt;是所有计入位置的均值，单位为每词元奈特，并列出各组成部分。&lt;b&gt;梯度份额&lt;/b&gt;是各部分的 ‖∇L&lt;sub&gt;k&lt;/sub&gt;‖ / Σ&lt;sub&gt;j&lt;/sub&gt; ‖∇L&lt;sub&gt;j&lt;/sub&gt;‖：软损失可能数值很小却起主导作用，也可能数值很大却不起作用。&lt;b&gt;梯度范数&lt;/b&gt;取自裁剪之前。&lt;/p&gt;&lt;p&gt;&lt;b&gt;平滑。&lt;/b&gt;粗线是移动平均 s&lt;sub&gt;n&lt;/sub&gt; = Σ w&lt;sup&gt;n−i&lt;/sup&gt;(1 − w) y&lt;sub&gt;i&lt;/sub&gt; / (1 − w&lt;sup&gt;n&lt;/sup&gt;)，起始处没有偏差（Kingma 与 Ba，2015）；细线是实测值。&lt;/p&gt;&lt;p&gt;&lt;b&gt;空格&lt;/b&gt;暂停与继续，&lt;b&gt;Ctrl+.&lt;/b&gt; 在下一步停止，并保留检查点。恢复的运行与从未停止过的运行逐位相同。&lt;i&gt;从此处分叉&lt;/i&gt;用当前的实验设置从一个检查点开始新的运行。手动控制的内容记在日志里，因此可以原样重复该运行。&lt;/p&gt;&lt;p&gt;&lt;b&gt;图。&lt;/b&gt;滚轮以光标为中心缩放，拖动平移，双击恢复全图，L 切换为对数坐标轴；右键菜单可把图复制为 PNG、SVG 或 CSV。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;The stages run from top to bottom; each begins with the student that the one before left. A stage can be skipped, and is resumed from its checkpoint. &lt;i&gt;Check before running&lt;/i&gt; looks at paths, shapes and vocabulary, and estimates time, memory and disk.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Soft targets.&lt;/b&gt; L = α τ² KL(softmax(z&lt;sub&gt;T&lt;/sub&gt;/τ) ‖ softmax(z&lt;sub&gt;S&lt;/sub&gt;/τ)) + (1 − α) CE(y, z&lt;sub&gt;S&lt;/sub&gt;), with z the logits of teacher and student; τ² keeps the gradient&apos;s size as τ grows (Hinton et al. 2015).&lt;/p&gt;&lt;p&gt;&lt;b&gt;Attention transfer.&lt;/b&gt; The mean KL(A&lt;sub&gt;T&lt;/sub&gt; ‖ A&lt;sub&gt;S&lt;/sub&gt;) over heads and rows of paired layers; where head counts differ, the relations softmax(QQᵀ/√d), KKᵀ and VVᵀ are matched instead (MiniLMv2, Wang et al. 2021).&lt;/p&gt;&lt;p&gt;&lt;b&gt;Gradient matching.&lt;/b&gt; 1 − cos(K&lt;sub&gt;S&lt;/sub&gt;, K&lt;sub&gt;T&lt;/sub&gt;) of the centred Gram matrices K&lt;sub&gt;ij&lt;/sub&gt; = ⟨p&lt;sub&gt;i&lt;/sub&gt; − y&lt;sub&gt;i&lt;/sub&gt;, p&lt;sub&gt;j&lt;/sub&gt; − y&lt;sub&gt;j&lt;/sub&gt;⟩ · ⟨h&lt;sub&gt;i&lt;/sub&gt;, h&lt;sub&gt;j&lt;/sub&gt;⟩: the products of the output matrix&apos;s gradients at two positions, whatever the width.&lt;/p&gt;</source>
        <translation>&lt;p&gt;阶段自上而下运行；每个阶段从前一阶段留下的学生开始。阶段可以跳过，也可以从检查点恢复。&lt;i&gt;运行前检查&lt;/i&gt;查看路径、形状和词表，并估计时间、内存和磁盘用量。&lt;/p&gt;&lt;p&gt;&lt;b&gt;软目标。&lt;/b&gt;L = α τ² KL(softmax(z&lt;sub&gt;T&lt;/sub&gt;/τ) ‖ softmax(z&lt;sub&gt;S&lt;/sub&gt;/τ)) + (1 − α) CE(y, z&lt;sub&gt;S&lt;/sub&gt;)，z 为教师和学生的 logits；τ² 使梯度大小不随 τ 增大而变小（Hinton 等，2015）。&lt;/p&gt;&lt;p&gt;&lt;b&gt;注意力迁移。&lt;/b&gt;配对层的各头各行上 KL(A&lt;sub&gt;T&lt;/sub&gt; ‖ A&lt;sub&gt;S&lt;/sub&gt;) 的均值；头数不同时，改为匹配关系 softmax(QQᵀ/√d)、KKᵀ 和 VVᵀ（MiniLMv2，Wang 等，2021）。&lt;/p&gt;&lt;p&gt;&lt;b&gt;梯度匹配。&lt;/b&gt;中心化 Gram 矩阵 K&lt;sub&gt;ij&lt;/sub&gt; = ⟨p&lt;sub&gt;i&lt;/sub&gt; − y&lt;sub&gt;i&lt;/sub&gt;, p&lt;sub&gt;j&lt;/sub&gt; − y&lt;sub&gt;j&lt;/sub&gt;⟩ · ⟨h&lt;sub&gt;i&lt;/sub&gt;, h&lt;sub&gt;j&lt;/sub&gt;⟩ 的 1 − cos(K&lt;sub&gt;S&lt;/sub&gt;, K&lt;sub&gt;T&lt;/sub&gt;)：即输出矩阵在两个位置上的梯度的内积，与宽度无关。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;The stages run from top to bottom; each begins with what the one before left. A stage can be skipped, and is resumed from its checkpoint. &lt;i&gt;Check before running&lt;/i&gt; looks at paths, shapes and vocabulary, and estimates time, memory and disk.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Reward model.&lt;/b&gt; −log σ(r&lt;sub&gt;better&lt;/sub&gt; − r&lt;sub&gt;worse&lt;/sub&gt;) over preference pairs, r read at the last token of an answer (Bradley and Terry 1952).&lt;/p&gt;&lt;p&gt;&lt;b&gt;PPO.&lt;/b&gt; Each token pays −β(log π − log π&lt;sub&gt;start&lt;/sub&gt;), the reward comes at the end; advantages by GAE, ratios clipped at 1 ± 0.2 (Schulman et al. 2017; Ziegler et al. 2019). Its answers, filtered by their reward, are what the student learns from.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Progressive update.&lt;/b&gt; Accepted answers reach the student in batches of 1,024 at τ = 1; layers join from the head down, and a batch that makes the evaluation worse is taken back.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Feed-forward pruning.&lt;/b&gt; The FFN whose output has the lowest linear CKA, ‖XᵀY‖² / (‖XᵀX‖ ‖YᵀY‖), with the final stream goes first (Kornblith et al. 2019); what it did is folded into its neighbours by ridge regression.&lt;/p&gt;</source>
        <translation>&lt;p&gt;阶段自上而下运行；每个阶段从前一阶段留下的结果开始。阶段可以跳过，也可以从检查点恢复。&lt;i&gt;运行前检查&lt;/i&gt;查看路径、形状和词表，并估计时间、内存和磁盘用量。&lt;/p&gt;&lt;p&gt;&lt;b&gt;奖励模型。&lt;/b&gt;偏好对上的 −log σ(r&lt;sub&gt;较好&lt;/sub&gt; − r&lt;sub&gt;较差&lt;/sub&gt;)，r 在回答的最后一个词元处读取（Bradley 与 Terry，1952）。&lt;/p&gt;&lt;p&gt;&lt;b&gt;PPO。&lt;/b&gt;每个词元付出 −β(log π − log π&lt;sub&gt;起始&lt;/sub&gt;)，奖励在末尾给出；优势由 GAE 计算，比率裁剪在 1 ± 0.2（Schulman 等，2017；Ziegler 等，2019）。它的回答经奖励过滤后，就是学生学习的材料。&lt;/p&gt;&lt;p&gt;&lt;b&gt;渐进更新。&lt;/b&gt;被接受的回答以每批 1,024 个、τ = 1 到达学生；各层自输出端向下逐步解冻，使评测变差的批次会被撤回。&lt;/p&gt;&lt;p&gt;&lt;b&gt;前馈剪枝。&lt;/b&gt;输出与最终残差流的线性 CKA，即 ‖XᵀY‖² / (‖XᵀX‖ ‖YᵀY‖) 最低的 FFN 最先移除（Kornblith 等，2019）；它的作用由岭回归折叠进相邻的权重。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;The student copies p = softmax(z / τ) of the teacher&apos;s logits z: τ above 1 shows it how the wrong answers compare, τ near 0 leaves the best one only (Hinton et al. 2015). Published settings use 2 to 8.&lt;/p&gt;&lt;p&gt;&lt;b&gt;τ(t) = controller(schedule(t), loss)&lt;/b&gt;, kept within 0.1 and 10, t the share of the stage that is done.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Schedules.&lt;/b&gt; Constant τ&lt;sub&gt;0&lt;/sub&gt;; linear τ&lt;sub&gt;0&lt;/sub&gt; + (τ&lt;sub&gt;1&lt;/sub&gt; − τ&lt;sub&gt;0&lt;/sub&gt;) t; cosine τ&lt;sub&gt;1&lt;/sub&gt; + (τ&lt;sub&gt;0&lt;/sub&gt; − τ&lt;sub&gt;1&lt;/sub&gt;)(1 + cos πt) / 2; exponential τ&lt;sub&gt;0&lt;/sub&gt;(τ&lt;sub&gt;1&lt;/sub&gt; / τ&lt;sub&gt;0&lt;/sub&gt;)&lt;sup&gt;t&lt;/sup&gt;; piecewise through the points you draw.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Threshold.&lt;/b&gt; With ℓ the moving average of the loss and b the schedule&apos;s value: ℓ above the upper threshold gives min(b · raise, 10), below the lower one max(b · lower, 0.1), between them b; with hysteresis a state is left only when ℓ has come back that far. &lt;b&gt;Gradient balance.&lt;/b&gt; τ ← τ · exp(gain · (target − share)), share being the teacher&apos;s part of the gradient norm. &lt;b&gt;Learned.&lt;/b&gt; τ = b · exp(θ), θ climbing the loss (CTKD, Li et al. 2023).&lt;/p&gt;&lt;p&gt;&lt;b&gt;Replay&lt;/b&gt; computes τ at every step of a recorded loss. It shows what the controller would have done with that loss, not the loss that would have followed. &lt;b&gt;Live&lt;/b&gt;: drag the circle to hold τ; the hold is an event of the run, and the run can be repeated with it.&lt;/p&gt;</source>
        <translation>&lt;p&gt;学生模仿 p = softmax(z / τ)，z 为教师的 logits：τ 大于 1 时能看出各个错误答案之间的相对大小，τ 接近 0 时只剩下最好的答案（Hinton 等，2015）。已发表的设置取 2 到 8。&lt;/p&gt;&lt;p&gt;&lt;b&gt;τ(t) = 控制器(调度(t), 损失)&lt;/b&gt;，限制在 0.1 与 10 之间，t 为阶段已完成的份额。&lt;/p&gt;&lt;p&gt;&lt;b&gt;调度。&lt;/b&gt;恒定 τ&lt;sub&gt;0&lt;/sub&gt;；线性 τ&lt;sub&gt;0&lt;/sub&gt; + (τ&lt;sub&gt;1&lt;/sub&gt; − τ&lt;sub&gt;0&lt;/sub&gt;) t；余弦 τ&lt;sub&gt;1&lt;/sub&gt; + (τ&lt;sub&gt;0&lt;/sub&gt; − τ&lt;sub&gt;1&lt;/sub&gt;)(1 + cos πt) / 2；指数 τ&lt;sub&gt;0&lt;/sub&gt;(τ&lt;sub&gt;1&lt;/sub&gt; / τ&lt;sub&gt;0&lt;/sub&gt;)&lt;sup&gt;t&lt;/sup&gt;；分段线性，经过您绘制的各点。&lt;/p&gt;&lt;p&gt;&lt;b&gt;阈值。&lt;/b&gt;ℓ 为损失的移动平均，b 为调度值：ℓ 高于上阈值时取 min(b · 升高系数, 10)，低于下阈值时取 max(b · 降低系数, 0.1)，两者之间取 b；启用滞回时，ℓ 回退足够多才离开当前状态。&lt;b&gt;梯度平衡。&lt;/b&gt;τ ← τ · exp(增益 · (目标 − 份额))，份额为教师部分占梯度范数的比例。&lt;b&gt;学习得到。&lt;/b&gt;τ = b · exp(θ)，θ 沿损失上升的方向移动（CTKD，Li 等，2023）。&lt;/p&gt;&lt;p&gt;&lt;b&gt;重放&lt;/b&gt;在已记录的损失的每一步计算 τ。它显示控制器面对该损失会怎样做，而不是之后会得到的损失。&lt;b&gt;实时&lt;/b&gt;：拖动圆点可手动保持 τ；该操作是运行的一个事件，运行可以连同它一起重复。&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>units</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>examples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>examples/s</source>
        <translation>条/秒</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>requests/s</source>
        <translation>请求/秒</translation>
    </message>
    <message>
        <source>resamples</source>
        <translation>重采样</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>updates</source>
        <translation>次更新</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>奈特</translation>
    </message>
    <message>
        <source>positions</source>
        <translation>个位置</translation>
    </message>
    <message>
        <source>passes</source>
        <translation>遍</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>组</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>bytes/s</source>
        <translation>字节/秒</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>rows/s</source>
        <translation>行/秒</translation>
    </message>
</context>
</TS>
