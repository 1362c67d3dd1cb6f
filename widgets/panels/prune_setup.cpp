// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/prune_setup.h"

#include "widgets/form/number_field.h"
#include "widgets/job_progress.h"
#include "widgets/panels/form_area.h"
#include "widgets/panels/model_chooser.h"
#include "widgets/path_field.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace stillhouse::widgets {

PruneSetup::PruneSetup(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), chooser_(new ModelChooser(session, false, this)), data_(new QLabel(this)),
      measureLabel_(new QLabel(this)), roundsLabel_(new QLabel(this)), stepsLabel_(new QLabel(this)), note_(new QLabel(this)),
      measure_(new QComboBox(this)), channels_(new QCheckBox(this)), rounds_(new NumberField(true, 1, 64, this)),
      steps_(new NumberField(true, 0, 1e6, this)), output_(new PathField(PathField::Mode::Folder, this)), compute_(new QPushButton(this)),
      prune_(new QPushButton(this)), use_(new QPushButton(this)), progress_(new JobProgress(this)) {
    measure_->setObjectName(QStringLiteral("importanceMeasure"));
    channels_->setObjectName(QStringLiteral("withChannels"));
    rounds_->setObjectName(QStringLiteral("pruneRounds"));
    rounds_->setValue(1);
    steps_->setObjectName(QStringLiteral("recoverSteps"));
    steps_->setValue(300);
    output_->field()->setObjectName(QStringLiteral("pruneOutput"));
    compute_->setObjectName(QStringLiteral("computeImportance"));
    prune_->setObjectName(QStringLiteral("pruneNow"));
    use_->setObjectName(QStringLiteral("useInStrategy"));
    prune_->setProperty("role", "primary");
    for (QLabel* label : {data_, note_}) {
        label->setProperty("type", "caption");
        label->setWordWrap(true);
    }
    fillMeasures();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, kPadding, 0);
    column->setSpacing(12);
    column->addWidget(makeForm(), 1);
    column->addWidget(progress_);
    column->addWidget(note_);
    column->addWidget(use_);
    column->addWidget(prune_);
    connect(compute_, &QPushButton::clicked, this, &PruneSetup::computeRequested);
    connect(prune_, &QPushButton::clicked, this, &PruneSetup::pruneRequested);
    connect(use_, &QPushButton::clicked, this, &PruneSetup::useRequested);
    connect(progress_, &JobProgress::cancelRequested, this, &PruneSetup::cancelRequested);
    connect(chooser_, &ModelChooser::chosen, this, &PruneSetup::suggest);
    connect(output_, &PathField::edited, this, &PruneSetup::update);
    connect(&session_, &Session::experimentChanged, this, &PruneSetup::suggest);
    connect(&session_, &Session::projectChanged, this, [this] {
        output_->clear(); // a path into the project before
        suggest();
    });
    connect(&session_, &Session::engineArrived, this, [this] {
        fillMeasures();
        update();
    });
    connect(&session_, &Session::runStarted, this, &PruneSetup::update);
    connect(&session_, &Session::runEnded, this, &PruneSetup::update);
    retranslate();
    suggest();
}

QWidget* PruneSetup::makeForm() {
    auto* fields = new QWidget;
    auto* numbers = new QGridLayout;
    numbers->setSpacing(kGap);
    numbers->addWidget(roundsLabel_, 0, 0);
    numbers->addWidget(rounds_, 1, 0);
    numbers->addWidget(stepsLabel_, 0, 1);
    numbers->addWidget(steps_, 1, 1);
    auto* measure = new QVBoxLayout;
    measure->setSpacing(4);
    measure->addWidget(measureLabel_);
    measure->addWidget(measure_);
    auto* column = new QVBoxLayout(fields);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(chooser_);
    column->addWidget(data_);
    column->addLayout(measure);
    column->addWidget(channels_);
    column->addWidget(compute_);
    column->addSpacing(kGap);
    column->addLayout(numbers);
    column->addWidget(output_);
    column->addStretch();
    measureLabel_->setBuddy(measure_);
    roundsLabel_->setBuddy(rounds_);
    stepsLabel_->setBuddy(steps_);
    return new FormArea(fields, this);
}

// The choices that the method itself offers, once the engine has told them.
void PruneSetup::fillMeasures() {
    const auto* method = session_.method("prune.heads");
    if (!method || measure_->count() > 0)
        return;
    for (const auto& option : method->options)
        if (option.key == "importance")
            for (const auto& choice : option.choices)
                measure_->addItem(QString(), QString::fromStdString(choice));
    retranslate();
}

PruneModelRequest PruneSetup::request() const {
    const auto& e = session_.experiment();
    PruneModelRequest r;
    r.model = chooser_->path().toStdString();
    if (!e.teachers.empty() && QFileInfo::exists(QString::fromStdString(e.teachers.front().path)))
        r.teacher = e.teachers.front().path;
    r.data = e.data.train;
    r.eval = e.data.eval;
    r.task = e.data.task;
    r.testFraction = e.data.testFraction;
    r.validationFraction = e.data.validationFraction;
    r.seed = std::uint64_t(e.seed);
    r.channels = channels_->isChecked();
    r.method = method_ == Method::Ffn ? "prune.ffn" : "prune.heads";
    if (method_ == Method::Heads && measure_->count() > 0)
        r.options["importance"] = measure_->currentData().toString().toStdString();
    r.options["recover"] = steps_->value() > 0;
    if (steps_->value() > 0)
        r.options["steps"] = std::int64_t(steps_->value());
    if (method_ == Method::Heads)
        r.options["rounds"] = rounds();
    return r;
}

void PruneSetup::setMethod(Method method) {
    method_ = method;
    for (QWidget* own : std::initializer_list<QWidget*>{measureLabel_, measure_, roundsLabel_, rounds_})
        own->setVisible(method == Method::Heads);
    retranslate();
}

std::int64_t PruneSetup::rounds() const {
    return std::int64_t(rounds_->value());
}

void PruneSetup::setJob(Job job) {
    job_ = job;
    for (QWidget* field : std::initializer_list<QWidget*>{chooser_, measure_, channels_, rounds_, steps_, output_})
        field->setEnabled(job == Job::None);
    if (job == Job::None)
        progress_->end();
    else
        progress_->begin(job == Job::Importance ? tr("Opening model and data") : tr("Preparing to prune"));
    output_->setError({});
    update();
}

void PruneSetup::setPlanned(bool planned) {
    planned_ = planned;
    update();
}

bool PruneSetup::setError(const Error& error) {
    if (error.key != "out")
        return false;
    output_->setError(shown(error.what));
    return true;
}

// <project>/models/<model>-pruned
void PruneSetup::suggest() {
    const QString project = QString::fromStdString(session_.projectFolder());
    if (!project.isEmpty() && !chooser_->path().isEmpty())
        output_->suggest(project + QStringLiteral("/models/") + chooser_->slug() + QStringLiteral("-pruned"));
    update();
}

void PruneSetup::update() {
    const auto& data = session_.experiment().data.train;
    data_->setText(data.empty() ? tr("The project has no data yet.")
                                : (method_ == Method::Ffn ? tr("Correlation, folding and recovery see the training part of %1.")
                                                          : tr("Importance and recovery see the training part of %1."))
                                      .arg(QFileInfo(QString::fromStdString(data)).fileName()));
    const QString reason = session_.running()           ? tr("A run is going on, and the engine does one thing at a time.")
                           : !session_.engineReady()    ? tr("The training engine is being opened.")
                           : chooser_->path().isEmpty() ? tr("Choose a model first.")
                           : data.empty()               ? tr("Import data first.")
                                                        : QString();
    note_->setText(reason);
    note_->setVisible(!reason.isEmpty() && job_ == Job::None);
    const bool ready = reason.isEmpty() && job_ == Job::None;
    compute_->setEnabled(ready);
    prune_->setEnabled(ready && planned_ && !output_->path().isEmpty());
    use_->setEnabled(planned_ && job_ == Job::None);
    for (QPushButton* button : {prune_, use_})
        button->setVisible(job_ == Job::None);
}

void PruneSetup::retranslate() {
    measureLabel_->setText(tr("Importance by"));
    measure_->setAccessibleName(tr("Importance by"));
    const std::pair<const char*, QString> names[] = {{"first_order", tr("Slope of the loss (Michel 2019)")},
                                                     {"fisher", tr("Fisher, second order")},
                                                     {"output_norm", tr("Norm of the head's output")},
                                                     {"weight_norm", tr("Norm of the weights (baseline)")},
                                                     {"random", tr("Random (baseline)")}};
    for (int i = 0; i < measure_->count(); ++i)
        for (const auto& [id, name] : names)
            if (measure_->itemData(i).toString() == QLatin1String(id))
                measure_->setItemText(i, name);
    channels_->setText(tr("FFN channels too"));
    const bool ffn = method_ == Method::Ffn;
    compute_->setText(ffn ? tr("Compute correlation") : tr("Compute importance"));
    roundsLabel_->setText(tr("Rounds"));
    rounds_->setAccessibleName(tr("Rounds of removal and recovery"));
    rounds_->setToolTip(tr("Remove a part, recover, measure importance again"));
    stepsLabel_->setText(ffn ? tr("Recovery steps") : tr("Recovery steps per round"));
    steps_->setAccessibleName(stepsLabel_->text());
    steps_->setToolTip(tr("Distillation after each removal; 0: none"));
    output_->setTexts(tr("Pruned model"), tr("A folder to write"));
    prune_->setText(ffn ? tr("Prune, fold and recover") : tr("Prune and recover"));
    use_->setText(ffn ? tr("Use in strategy B") : tr("Use in strategy A"));
    use_->setToolTip(tr("Puts a pruning stage with this budget and these locks into the experiment, before the quantizer"));
    update();
}

void PruneSetup::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
