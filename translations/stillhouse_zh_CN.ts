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
    <name>DataDetail</name>
    <message>
        <source>Label this example %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label this example %1 (key %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the selected example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a row to read it in full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys 1–9 label the selected row, 0 removes the label, Ctrl+Z takes it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no label</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DataImport</name>
    <message>
        <source>not used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file chosen. Choose one, or drop it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2  ·  %3/s  ·  %4 s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a data file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data (*.jsonl *.ndjson *.json *.csv *.tsv *.txt);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Response</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or combine columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subject: {subject}\n{text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A template with column names in braces; \n is a line break. It replaces the prompt column.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>written to rows that name none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test, validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows without a split are placed by a hash of their prompt, so equal prompts never stand on both sides.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip and count bad rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recognise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column of: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test part in percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation part in percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First rows of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import progress</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DataOverview</name>
    <message>
        <source>no label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 more labels are not shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The largest class has %1 times the examples of the smallest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Student: %1 million parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class balance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Splits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is it enough?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DataPanel</name>
    <message>
        <source>no label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No examples yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file, or drop it here: JSONL, JSON, CSV, TSV, plain text, Alpaca, ShareGPT. Nothing leaves this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project folder, or the sample project, to see its examples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import data…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search prompts and responses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only this label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only this split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only this source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples</source>
        <translation type="unfinished"></translation>
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
</context>
<context>
    <name>ExampleTable</name>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Characters</source>
        <translation type="unfinished"></translation>
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
    <name>PlotFrame</name>
    <message>
        <source>Show all	F</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic y axis	L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as PNG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as SVG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation type="unfinished"></translation>
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
    <name>core</name>
    <message>
        <source>%1 examples have no label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 examples without an answer were left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 heads do not divide hidden_size %2, and there is no head_dim</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2; it must lie between %3 and %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is less than %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is more than %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is outside %2 … %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 must be a finite number above 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of them carry another label than the first time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of them stand in another split than the first time: the test part has leaked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 prompts came before, after folding case and white space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 prompts hold the replacement character U+FFFD: the file was damaged by an earlier conversion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 query heads cannot share %2 key/value heads evenly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 steps are too few; the first two are warm-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens do not fit the context of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 training examples have the prompt of a test example and were left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 training, %2 validation and %3 test examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no kind of task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; is none of the labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not one of the choices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>256 tokens stand for the bytes; the special tokens come on top.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A JSON array was expected here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A JSON object was expected here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A Replace normalizer has an empty pattern</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A brace in the prompt template is never closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A checkpoint cannot hold this kind of tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A checkpoint does not use this element type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A classification task needs at least two labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A comma is missing between two elements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A confusion matrix in the project file is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A dialogue is not a list of messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file name was expected here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of this name is in the way of the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A killed run resumes from the last one, bit for bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A label has no name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A label lies outside the vocabulary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A limit of %1 tokens leaves no room for the prompt: the template and the answer take %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A list [ … ] is expected here, not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A list in the project file is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A list of points [[x, y], …] is expected here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A llama2.c file starts with 28 bytes; this one has %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A merge is written &quot;a b&quot; or [&quot;a&quot;, &quot;b&quot;].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A message comes from &apos;%1&apos;, which is no known role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A message has no from and value, or no role and content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model folder to start from. Empty: a new student of the shape below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model folder. More teachers, weights and routing are on the Teacher page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number is expected here, not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number was expected here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A path is needed here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A pattern has %1 bytes; 1 to %2 are possible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quote that opens in this row is never closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A safetensors file has at least 8 bytes; this one has %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A score is not a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A share of distillation needs a teacher&apos;s output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stage that meets the limit ends early, cleanly, and says so. 0: no limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A step after ByteLevel is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A teacher needs the path of a model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A teacher&apos;s output has one form: logits, hidden states with a head, or top-k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text in quotes is expected here, not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text in quotes was expected here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text is too long to be stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A token of %1 bytes is longer than the header or the file allows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A token of this vocabulary is not UTF-8 and cannot be written to tokenizer.json</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A top-k id of the teacher lies outside the student&apos;s vocabulary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A whole number is expected here, not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A whole number was expected here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A window of %1 tokens does not fit this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted samples that reach the student before it is evaluated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add &quot;A&quot; or &quot;B&quot; with at least one stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a stage, or remove the strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a stage, or stop skipping one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add its stages, or run the other one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An object { … } is expected here, not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An option is true, false, a number, a text or a list of points, not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An unknown error stopped the work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program has been writing to the project file for too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrays and objects nest deeper than %1 levels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least one request runs at a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention heads per layer. 0 follows the teacher.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BPE tokenizers in the style of GPT-2, Qwen, Llama 2 and Llama 3 are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balance gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balance the terms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bootstrap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cache teacher outputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cached tokens per position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Caching teacher outputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot create the file: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot create the folder: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot open the folder: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot put the new file in place: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot put the new folder in place: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot read the file: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot replace the folder: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot write the file: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot write the folder: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change its permissions, or work on a copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check format and column mapping.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its permissions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that a quote is not left open and that line breaks are where they belong; split longer texts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it exists and that you may read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the file belongs to this model and is complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the file was copied whole and is one JSON array of objects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the file was copied whole, or choose another encoding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the file was copied whole; a JSON checker shows the place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the folder exists and may be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the folder exists, may be written to and has space left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that this is the right file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk: what was saved before is intact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the folder and the free space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path; relative paths start at the experiment&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the tokenizer&apos;s file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint at step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a checkpoint of an earlier run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a checkpoint-*.safetensors file of a run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file of preferences.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file or folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file that holds examples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file with a header and at least one row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a longer text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model folder in the Teacher panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model folder or a llama2.c .bin file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a new folder, or empty this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a split with examples and at least one request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a text file: JSONL, JSON, CSV, TSV or plain text; unpack it first if it is compressed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a text or examples with answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a tokenizer file of llama2.c that was copied whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a value within the range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a width that is a multiple of the heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another delimiter or format.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another file; this one was not changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name or an empty folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another verbalizer for this label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose fractions whose sum is below 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose from 2 to %1 tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose quick, standard or long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the column that holds the text. The columns are: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder that holds config.json</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose train or kd</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close it, or check that the file was copied whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continued from the checkpoint at step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Controller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the file into the folder if you trust it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoder layers of the student. 0 follows the teacher.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoupled (AdamW); matrices only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the run&apos;s cache folder and start again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you mean &apos;%1&apos;? The columns are: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you mean &apos;%1&apos;?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you mean &quot;%1&quot;?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Divergence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not trust this model: get it again from its source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double every quote inside a quoted field, as in &quot;say &quot;&quot;yes&quot;&quot;&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each token needs an id of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter some text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate both with the same task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples cannot be sorted by &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples per optimizer step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the model as version 0, or as a Hugging Face folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export to a format that keeps this tokenizer as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feed-forward width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer than heads: grouped-query attention. 0: as many as heads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill it, remove the row, or skip bad rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fixed at 1 in this strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Floating-point values cannot be stored as %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For deployment at least %1 labelled examples are recommended; %2 are here: enough</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For deployment at least %1 labelled examples are recommended; %2 are here: too few</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward KL covers all the teacher does (Hinton 2015); reverse KL keeps to its main mode (MiniLLM); JSD lies between (GKD); skewed KL is stabler (DistiLLM)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space and try again: what was saved before is intact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the whole model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give at least one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give each special token once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give hidden, layers, heads and ffn, or a path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it a prompt, or remove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the path of project.db</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the task&apos;s template some text behind {prompt}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient balance: how fast τ follows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient balance: wanted share of the distillation term</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups at start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half of a UTF-16 pair stands alone here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heads must divide the width, and key/value heads the heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden size of the student. 0 follows the teacher; must be a multiple of the heads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the loss must come back before the factor is taken off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the validation metric may fall before an update is rolled back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of the test split are scored. 0: all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often the samples of one update are gone through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the learning rate falls after the warm-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How τ moves over the stage before the controller acts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hysteresis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import more examples, or lower the test fraction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import more examples, raise data.test_fraction, or name a file under data.eval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner width of every feed-forward block. 0 follows the teacher.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install LibTorch (package libtorch1.13) and start again; Details name what is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Stillhouse again, or set the folder of its resources.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Internal error: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It lists %1 layers, but num_hidden_layers is %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may have been deleted by another window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSONL of prompt, chosen, rejected for the reward model. Empty: derived from the labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep &quot;path&quot; or the shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep one entry under &apos;teachers&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep one of the two</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key/value heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known keys here: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known: id, prompt, label, split, source, length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label the examples, or map the response column when importing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest global norm of the gradient; 0 switches it off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learned: step on log τ, against the student</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logits must have one row per position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longer prompts lose their beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower factor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower the fractions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower the learning rate or the temperature and resume from the last checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matrix products are slow here (%1): training would take many times as long. Install oneDNN (package libdnnl2 or libdnnl3) or OpenBLAS (package libopenblas0-openmp)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured per model, interleaved in one process.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge %1 is not a pair of tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge %1 names a token that is not in the vocabulary: &quot;%2&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than %1 different labels: check the column mapping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move it to the other strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the experiment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No column looks like a label or a response: the examples will be unlabelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No column looks like the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No example could be read from this file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file that this program reads nests so deep; check where it comes from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pair of two different answers is in this file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No training example has an answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not enough memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not every tensor of the model was written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not used by the constant schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the validation split; 0: a tenth of the stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only safetensors weights are read; convert the model first if it has .bin weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project folder first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it with a newer version of the program; the file was not changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the unquantized model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the unquantized model; Stillhouse quantizes it itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimizer steps; 0 takes them from the budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameter groups, from the head down, that train in the first update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partial rotary embeddings are not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patience</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peak of the schedule; a small student bears more than a large one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point %1 does not lie to the right of the one before it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points (t, τ) of the piecewise schedule, t from 0 to 1; drag them in the Temperature panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferences are rows of {&quot;prompt&quot;, &quot;chosen&quot;, &quot;rejected&quot;}, or dialogues with chosen and rejected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progressive update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt template, labels and how each label is written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Published settings use 2 to 8; higher shows the student more of the teacher&apos;s ranking of wrong answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put fields that hold the delimiter or a line break into quotes, choose another delimiter, or skip bad rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put {prompt} where the example&apos;s text belongs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise factor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the limit or shorten the task&apos;s template.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate floor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove one of the two.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename one of them in the header.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resamples behind every 95 % interval.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore a copy of the project file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore a copy, or recover what is readable with: sqlite3 FILE .recover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume from an earlier checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll-backs in a row that end the stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the teacher once over the data and keep its distributions on disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs carry this name in every table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples per update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples reach the student in batches of 1,024 at τ = 1; layers thaw from the head down; a batch that harms is rolled back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as BF16 or F32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the file as UTF-8, or choose Windows-1252 as its encoding if it is an older Windows file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale the soft-target term so that its share of the gradient norm becomes α</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scales the steps of every stage that leaves them at their default.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores must be (examples, labels)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set vocab_size to the tokenizer&apos;s size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape and type need %1 bytes, but the tensor has %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the peak that is left at the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the policy&apos;s distribution in the loss; the rest is cross-entropy on the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the soft targets in the loss; the rest is cross-entropy on the labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the steps during which the rate rises</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorten it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorten the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorten the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothed stage loss above which τ is raised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothed stage loss below which τ is lowered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Soft targets need the same tokens with the same ids: start from a fresh student, or choose another teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Soft targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something follows the end of the array</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something stands between a closing quote and the next delimiter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort the points by time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split it into parts below 4 GiB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a new run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop it first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped after %1 roll-backs in a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strategy %1 does not offer the stage %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strategy %1 failed: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strategy %1 has no stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strategy %1 wants %2 to %3 examples for this student; %4 are here: enough</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strategy %1 wants %2 to %3 examples for this student; %4 are here: too few</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Student model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supervised warm start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supported are linear and llama3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supported are llama, mistral, qwen2 and qwen3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher and student have different tokenizers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher and student pad the vocabulary differently (%1 and %2): the common ids are used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature and top-k must not be negative, and top-p must be above 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensors must be written in the order announced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test and validation leave nothing to train on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test and validation parts together are more than the whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The activation “%1” is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The architecture “%1” is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The byte %1 is not UTF-8 here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cached teacher outputs do not fit this example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint does not fit: %1 is missing or has another shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint&apos;s state is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The columns are: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data offsets %1 to %2 lie outside the %3 bytes of data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The destination has another size than the tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full; the last change was not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk refused to read or write the project file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The divisor of a loss must not be negative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The element type “%1” is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine is busy with a run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The evaluation was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The experiment has no strategy %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The experiment names no teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The expression needs too much backtracking for this text; use another tokenizer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file could not be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file ends after %1 bytes, within this tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file ends inside an entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file ends inside its array</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file has %1 bytes; at most %2 are read here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is a link that leads out of the model&apos;s folder, to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is damaged; get it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is damaged; get it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is incomplete or damaged; get it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is incomplete; get it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is neither UTF-8 nor UTF-16. It is shown as Windows-1252; choose that encoding if the text looks right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first numbers of the points must rise from 0 to 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder has neither model.safetensors nor model.safetensors.index.json</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder has no config.json</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder holds something other than a model, and saving would replace it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder mixes files of different models; get it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder needs tokenizer.json, or vocab.json and merges.txt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header claims %1 bytes; the file has %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header describes %1 bytes, the file has %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header field “%1” stands twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header has a value of the wrong kind at “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header is not that of a llama2.c model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header is not valid JSON: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hidden states do not fit the head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The id %1 belongs to two tokens, &quot;%2&quot; and &quot;%3&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The id %1 is outside the vocabulary of %2 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The id of &quot;%1&quot; must be a whole number from 0 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The import was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The import was stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index has no weight_map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index names “%1”, which is not a file in the model&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index says that %1 holds the tensor, but it does not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The k most probable are kept, the rest of the mass is spread evenly; 0 keeps all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key &quot;%1&quot; stands twice in one object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key &quot;strategies&quot; is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key &quot;version&quot; is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label &apos;%1&apos; stands twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss is not a finite number at step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The metadata key “%1” stands twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mixture weight is %1; it must lie inside (0, 1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has %1 layers; at most %2 are supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has no such tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s output is not a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of the stage is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new weights of the layer do not fit together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of parameters does not fit in 64 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The path does not name a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The policy, a copy of the teacher, learns the answers of the training examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The precision “%1” is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The price per hour must be a number that is not negative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project file cannot be opened or made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project file cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project file has version %1, this program knows versions up to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project file holds the unknown word &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project file is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project file may only be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project file refused: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt has %1 tokens; the model&apos;s context is %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt has no tokens, so nothing can follow it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt is empty and the model has no start token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The regular expression &quot;%1&quot; is faulty: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rope scaling “%1” is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The row weights sum to zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run &quot;%1&quot; is still at work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run needs %1 MB of memory, but %2 MB are free: use a smaller batch or shorter examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run to resume is no longer in the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run writes %1 MB, but %2 MB of the disk are free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same seed, document and thread count give the same weights, bit for bit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample project needs an empty folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample&apos;s teacher is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shape is absurd</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of distillation is %1; it must lie in [0, 1]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The special token &quot;%1&quot; is empty, not UTF-8, or there twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The student is given twice: as a model folder and as a shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The student learns the teacher&apos;s softened distribution and the labels, under an adaptive temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The student&apos;s shape changed since; start a new run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The student&apos;s shape is not complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system refused: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The teacher&apos;s hidden states do not fit its head or the student&apos;s rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The teacher&apos;s logits do not have one row for each of the student&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The teacher&apos;s probabilities belong to other examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The teacher&apos;s probabilities belong to other labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The teacher&apos;s top-k ids and log-probabilities do not fit each other or the student&apos;s rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The temperature is %1; it must lie in [0.001, 1000]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The template has no place for the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensor has another size than announced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensor has shape %1, but config.json asks for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensor is listed twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensor is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensor is stored in two shards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensor starts at data offset %1 where %2 was expected (gap or overlap)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensor was announced but not written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensors end at data offset %1, but the file holds %2 bytes of data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test part must be at least 0 and below 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test split is empty, so nothing could be compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text contains a zero byte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is too long for one call of the tokenizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is too short: no token has one before it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time budget ended this stage at step %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer cannot tell the verbalizer &apos;%1&apos; of label &apos;%2&apos; from the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer knows %1 tokens, but the model only %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer&apos;s regular expression could not be applied: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training engine could not be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training split is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two evaluations have different labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The utilization must be above 0 and at most 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The validation part must be at least 0, and leave something to train on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value %1 is too large for F16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The value %1 lies outside %2 to %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vocabulary must be an object from token to id, and not empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vocabulary must have %1 to %2 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights are already quantized</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights are damaged or training has diverged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights are stored as %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are %1 scores for %2 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are %1 tokens; unknown, BOS, EOS and 256 bytes are needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no token ids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a NUL byte here, so this is not a text file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no checkpoint here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no column &apos;%1&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no data set %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no encoding &apos;%1&apos; here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no example %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no field &apos;%1&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no option &apos;%1&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no project database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no request to measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no run &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no stage &apos;%1&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no stage to run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no strategy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such file or folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no tokenizer here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no training benchmark “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not one label for each row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not one weight for each row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to train on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These stages learn from one teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This chat template is none of the layouts that are known here (ChatML, Llama 2, Llama 3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This does not begin with the length of the longest token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file does not start with an array</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a newer llama2.c file version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is neither a model folder nor a llama2.c .bin file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no llama2.c model, or the file is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no safetensors file, or it is incomplete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a checkpoint of this program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a project file of this program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a regular file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not valid JSON: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model&apos;s chat layout has no role &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be a whole number from 0 to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be an object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This must be true or false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This pair has no prompt, and its dialogues have no common beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program reads version 1; a newer document needs a newer program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This row has %1 columns, but the header in line %2 has %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This row has more than %1 columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This row has no prompt: its text is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This row is longer than %1 MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This row is not a JSON object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold raises τ while the loss is high and lowers it while the loss is low; gradient balance steers the distillation term&apos;s share of the gradient; learned ascends the loss (CTKD)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token %1 is outside the model&apos;s vocabulary of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token %1 lies outside the vocabulary of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token id %1 is outside the vocabulary of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token ids must be a non-empty (batch, tokens) tensor of 64-bit integers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training %1 of %2 parameter groups, down to &apos;%3&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training the tokenizer was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training the tokenizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two columns are named &apos;%1&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two labels share the verbalizer &apos;%1&apos;, so no model could tell them apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unfreeze every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown budget &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown header field “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown key &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update %1 made the validation metric fall from %2 to %3 and was rolled back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Updates until one more group trains; 0 trains everything from the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a smaller batch, a shorter context or a smaller model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a tokenizer whose last step is ByteLevel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use classification or generation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use f32, f16 or bf16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use hf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use human, gpt and system, or user, assistant and system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use system, user and assistant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the model&apos;s own tokenizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the tokenizer that belongs to the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the tokenizer that the model was trained with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use train, validation or test in the column &apos;%1&apos;, or do not map it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use utf-8, utf-16le, utf-16be or windows-1252.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version %1 of the experiment document is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vocabulary and configuration must come from the same tokenizer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vocabulary and merges must come from the same tokenizer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for its end, or stop it: it keeps a checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until it is done, or close it, and try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the past in the moving average of the loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the prompt&apos;s own tokens in the loss; 0 scores the answer alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the teacher in the mixture of JSD and skewed KL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write &quot;strategies&quot;: {&quot;A&quot;: [{&quot;stage&quot;: …}]} with at least one stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write &quot;version&quot;: 1 at the top of the document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a metric, a comparison and a number: accuracy&gt;0.95</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write columns as {text}; write {{ for a brace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write each example as an object like {&quot;prompt&quot;: &quot;…&quot;, &quot;label&quot;: &quot;…&quot;}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write each message as {&quot;role&quot;: &quot;user&quot;, &quot;content&quot;: &quot;…&quot;}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it as a list of messages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it like &quot;accuracy&gt;0.95&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it like &quot;stage&quot;: &quot;distill.soft&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the points in ascending x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the prompt as the model expects it and use it as plain text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write {&quot;name&quot;: &quot;fraud&quot;, &quot;verbalizer&quot;: &quot; fraud&quot;}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not in the vocabulary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not supported here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;teacher&quot; and &quot;teachers&quot; stand in one document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chosen by STILLHOUSE_BLAS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>config.json and weights belong to different models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>config.json and weights belong to different models, or the architecture is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>config.json does not explain this tensor, so the model would be computed wrongly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dtype, shape and data_offsets are all needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>head_dim is %1; rotary embeddings need an even number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>neither oneDNN nor a BLAS library is installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no BLAS library is installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>oneDNN generates its kernels for this processor&apos;s instruction set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>oneDNN is not installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rope_scaling.high_freq_factor must be larger than low_freq_factor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the fastest choice for this processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true or false is expected here, not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true or false was expected here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>α</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>β</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>τ at end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>τ at start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>τ becomes the schedule&apos;s value times this, at least 0.1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>τ becomes the schedule&apos;s value times this, at most 10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>τ falls below 1, outside the published settings of 2 to 8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>τ given back to the schedule at step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>τ held at %1 by hand from step %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>τ learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>τ</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>panels</name>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import, search, filter and label the examples that both strategies learn from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;p&gt;JSON lines, JSON arrays, CSV and TSV (RFC 4180), plain text, Alpaca, ShareGPT and &lt;i&gt;messages&lt;/i&gt; are recognised.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Splits.&lt;/b&gt; A row without a split is placed by a 64-bit hash of its prompt after Unicode NFKC, lower case and folded white space, so equal prompts never stand in both training and test.&lt;/p&gt;&lt;p&gt;&lt;b&gt;How much is enough.&lt;/b&gt; 500 to 1,000 examples per 100 million parameters of the student for strategy A, 2,000 to 5,000 for B, and 50,000 labelled ones for deployment.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Keys.&lt;/b&gt; 1 to 9 label the selected row, 0 removes the label, Ctrl+Z takes it back, Ctrl+F searches.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
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
</context>
</TS>
