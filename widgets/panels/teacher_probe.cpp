// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/teacher_probe.h"

#include "widgets/error_bar.h"
#include "widgets/native_jobs.h"
#include "widgets/panels/share_bars.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace stillhouse::widgets {

namespace {

const QString kProbeTag = QStringLiteral("teacher.probe");

/// softmax(z)_i = exp(z_i − max z) / Σ exp(z_j − max z)
std::vector<double> softmax(const std::vector<double>& scores) {
    std::vector<double> out(scores);
    const double top = scores.empty() ? 0 : *std::max_element(scores.begin(), scores.end());
    double sum = 0;
    for (double& value : out)
        sum += value = std::exp(value - top);
    for (double& value : out)
        value /= sum;
    return out;
}

} // namespace

TeacherProbe::TeacherProbe(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), title_(new QLabel(this)), summary_(new QLabel(this)), answer_(new QLabel(this)),
      text_(new QPlainTextEdit(this)), ask_(new QPushButton(this)), example_(new QPushButton(this)), bars_(new ShareBars(this)), errors_(new ErrorBar(this)) {
    title_->setProperty("type", "section");
    summary_->setProperty("type", "caption");
    summary_->setWordWrap(true);
    answer_->setProperty("type", "caption");
    answer_->setWordWrap(true);
    text_->setTabChangesFocus(true);
    text_->setMinimumHeight(96);
    text_->setMaximumHeight(180);
    ask_->setObjectName(QStringLiteral("ask"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGap);
    buttons->addWidget(ask_);
    buttons->addWidget(example_);
    buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPadding, 0, 0, 0);
    column->setSpacing(kGap);
    for (QWidget* widget : std::initializer_list<QWidget*>{title_, summary_, text_})
        column->addWidget(widget);
    column->addLayout(buttons);
    for (QWidget* widget : std::initializer_list<QWidget*>{errors_, bars_, answer_})
        column->addWidget(widget);
    column->addStretch();
    connect(text_, &QPlainTextEdit::textChanged, this, [this] {
        truth_.clear();
        updateButtons();
    });
    connect(ask_, &QPushButton::clicked, this, &TeacherProbe::ask);
    connect(example_, &QPushButton::clicked, this, &TeacherProbe::takeExample);
    connect(&session_, &Session::engineArrived, this, &TeacherProbe::retranslate);
    connect(&session_, &Session::runStarted, this, &TeacherProbe::retranslate);
    connect(&session_, &Session::runEnded, this, &TeacherProbe::retranslate);
    connect(&session_, &Session::projectChanged, this, &TeacherProbe::retranslate);
    connect(&session_, &Session::probed, this, [this](const QString& tag, const ProbeResult& result) {
        if (tag == kProbeTag && !remote_)
            showResult(result);
    });
    connect(&session_, &Session::requestFailed, this, [this](const QString& tag, const Error& error) {
        if (tag == kProbeTag && !remote_)
            showError(error);
    });
    retranslate();
}

void TeacherProbe::showError(const Error& error) {
    asking_ = false;
    errors_->showError(error);
    updateButtons();
}

void TeacherProbe::setModel(const QString& path) {
    if (path == model_)
        return;
    model_ = path;
    result_ = {};
    retranslate();
}

void TeacherProbe::setRemote(const RemoteProbe& remote) {
    remote_ = remote;
    setModel(QString::fromStdString(remote.spec.endpoint + ' ' + remote.spec.model));
    updateButtons();
}

void TeacherProbe::askRemote() {
    session_.jobs().start<RemoteProbeResult>(
        this, NativeJobs::Lane::Look, kProbeTag,
        [remote = *remote_, prompt = text_->toPlainText().toStdString(), task = session_.experiment().data.task](RunControl& control) {
            return probeRemote(remote, prompt, task, control);
        },
        [this](Result<RemoteProbeResult> result) {
            if (result)
                showResult(result->result, result->covered);
            else
                showError(result.error());
        });
}

void TeacherProbe::ask() {
    asking_ = true;
    errors_->dismiss();
    updateButtons();
    if (remote_)
        return askRemote();
    Q_EMIT session_.probeRequested(kProbeTag, model_, text_->toPlainText(), QString::fromStdString(session_.experiment().data.task));
}

void TeacherProbe::takeExample() {
    session_.query<ExampleRow>(
        this, QStringLiteral("example"),
        [step = taken_++](Store& store) -> Result<ExampleRow> {
            const auto datasets = store.datasets();
            if (!datasets)
                return datasets.error();
            ExampleQuery query;
            for (const auto& dataset : *datasets)
                query.dataset = std::max(query.dataset, dataset.id);
            query.split = "test";
            const auto ids = store.exampleIds(query);
            if (!ids)
                return ids.error();
            if (ids->empty())
                return Error{ErrorKind::NotFound, SH_TR("The project has no test examples"), {}, SH_TR("Import data first"), {}, {}};
            const auto rows = store.examples({(*ids)[std::size_t(step * 37 % ids->size())]});
            if (!rows)
                return rows.error();
            return rows->empty() ? ExampleRow{} : rows->front();
        },
        [this](Result<ExampleRow> row) {
            if (!row) {
                errors_->showError(row.error());
                return;
            }
            text_->setPlainText(QString::fromStdString(row->example.prompt));
            truth_ = QString::fromStdString(row->example.label);
            if (ask_->isEnabled())
                ask();
        });
}

void TeacherProbe::showResult(const ProbeResult& result, double covered) {
    asking_ = false;
    covered_ = covered;
    result_ = result;
    retranslate();
}

void TeacherProbe::updateButtons() {
    const bool can = (remote_ || (session_.engineReady() && !session_.running())) && !model_.isEmpty() && !asking_;
    ask_->setEnabled(can && !text_->toPlainText().trimmed().isEmpty());
    ask_->setText(asking_ ? tr("Asking…") : tr("Ask"));
    example_->setEnabled(!asking_ && !session_.projectFolder().empty());
}

void TeacherProbe::retranslate() {
    title_->setText(tr("Quick probe"));
    const bool task = !session_.experiment().data.task.empty();
    summary_->setText(remote_ ? (task ? tr("The distribution over the task's labels, from the endpoint's most probable tokens.") : tr("The most probable next tokens."))
                      : session_.running()        ? tr("The engine is busy with a run; the probe works again when it has ended.")
                      : !session_.engineReady() ? tr("Waiting for the engine.")
                      : task                    ? tr("The distribution over the task's labels, from length-normalised log-likelihoods.")
                                                : tr("The most probable next tokens."));
    text_->setPlaceholderText(tr("Type a text"));
    text_->setAccessibleName(tr("Text for the teacher"));
    example_->setText(tr("Take a test example"));
    bars_->setAccessibleName(tr("The teacher's answer"));
    const auto shares = softmax(result_.logits);
    std::vector<Share> rows;
    for (std::size_t i = 0; i < std::min<std::size_t>(shares.size(), 10) && i < result_.labels.size(); ++i) {
        const QString name = QString::fromStdString(result_.labels[i]);
        rows.push_back({name, name, shares[i], QLocale().toString(100 * shares[i], 'f', 1) + QStringLiteral(" %"), "teacher"});
    }
    bars_->setShares(std::move(rows), 1);
    bars_->setVisible(!shares.empty());
    QStringList lines;
    if (!shares.empty()) {
        if (!truth_.isEmpty())
            lines << (truth_ == QString::fromStdString(result_.predicted) ? tr("Right: the example is labelled %1.") : tr("Wrong: the example is labelled %1.")).arg(truth_);
        if (covered_ >= 0)
            lines << tr("The labels hold %1 % of the teacher's probability.").arg(QLocale().toString(100 * covered_, 'f', 1));
        lines << tr("Answered in %1 ms.").arg(QLocale().toString(result_.milliseconds, 'f', 1));
    }
    answer_->setText(lines.join(u' '));
    updateButtons();
}

void TeacherProbe::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace stillhouse::widgets
