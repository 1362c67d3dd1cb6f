// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/ffn_view.h"

#include "widgets/form/number_field.h"
#include "widgets/panels/fact_row.h"
#include "widgets/panels/ffn_bars.h"
#include "widgets/panels/form_area.h"
#include "widgets/plot/heat_grid.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QSplitter>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

QString cellNumber(double value, int digits) {
    return QLocale(QLocale::English).toString(value, 'f', digits);
}

// A slider and the same as a number, kept together.
void joinSlider(QSlider* slider, NumberField* field) {
    QObject::connect(slider, &QSlider::valueChanged, field, [field](int value) {
        if (std::lround(field->value()) != value)
            field->setValue(value);
    });
    QObject::connect(field, &NumberField::valueChanged, slider, [slider](double value) {
        const QSignalBlocker quiet(slider);
        slider->setValue(int(std::lround(value)));
    });
}

} // namespace

FfnView::FfnView(QWidget* parent)
    : QWidget(parent), matrix_(new HeatGrid(this)), bars_(new FfnBars(this)), countLabel_(new QLabel(this)),
      channelLabel_(new QLabel(this)), measureLabel_(new QLabel(this)), note_(new QLabel(this)), legend_(new QLabel(this)),
      count_(new QSlider(Qt::Horizontal, this)), channels_(new QSlider(Qt::Horizontal, this)),
      countField_(new NumberField(true, 0, 4096, this)), channelField_(new NumberField(false, 0, 95, this)), measure_(new QComboBox(this)),
      fold_(new QCheckBox(this)), clear_(new QPushButton(this)), facts_(new FactRow(3, this)) {
    matrix_->setObjectName(QStringLiteral("ffnMatrix"));
    matrix_->setSquare(true);
    matrix_->setValueRange(0, 1);
    count_->setObjectName(QStringLiteral("ffnCountSlider"));
    countField_->setObjectName(QStringLiteral("ffnCount"));
    channels_->setObjectName(QStringLiteral("ffnChannelSlider"));
    channels_->setRange(0, 95);
    channelField_->setObjectName(QStringLiteral("ffnChannels"));
    measure_->setObjectName(QStringLiteral("ffnMeasure"));
    fold_->setObjectName(QStringLiteral("ffnFold"));
    fold_->setChecked(true);
    note_->setObjectName(QStringLiteral("ffnNote"));
    for (const auto& id : ffnMeasures())
        measure_->addItem(QString(), QString::fromStdString(id));
    for (QLabel* label : {note_, legend_}) {
        label->setProperty("type", "caption");
        label->setWordWrap(true);
    }
    makeLayout();
    connectAll();
    retranslate();
    setTable({});
}

void FfnView::makeLayout() {
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(matrix_);
    split->addWidget(new FormArea(bars_, this));
    split->setChildrenCollapsible(false);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    split->setSizes({330, 400});
    auto* budget = new QGridLayout;
    budget->setSpacing(kGap);
    const std::tuple<QLabel*, QSlider*, NumberField*> rows[] = {{countLabel_, count_, countField_},
                                                                {channelLabel_, channels_, channelField_}};
    for (int row = 0; row < 2; ++row) {
        const auto& [label, slider, field] = rows[row];
        label->setBuddy(field);
        budget->addWidget(label, row, 0);
        budget->addWidget(slider, row, 1);
        budget->addWidget(field, row, 2);
    }
    auto* choices = new QHBoxLayout;
    choices->setSpacing(kGap);
    measureLabel_->setBuddy(measure_);
    for (QWidget* each : std::initializer_list<QWidget*>{measureLabel_, measure_, fold_})
        choices->addWidget(each);
    choices->addStretch();
    choices->addWidget(clear_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(kGap);
    column->addWidget(split, 1);
    column->addWidget(legend_);
    column->addLayout(budget);
    column->addLayout(choices);
    column->addWidget(facts_);
    column->addWidget(note_);
}

void FfnView::connectAll() {
    joinSlider(count_, countField_);
    joinSlider(channels_, channelField_);
    connect(countField_, &NumberField::valueChanged, this, &FfnView::solve);
    connect(channelField_, &NumberField::valueChanged, this, &FfnView::solve);
    connect(fold_, &QCheckBox::toggled, this, &FfnView::solve);
    connect(bars_, &FfnBars::marksChanged, this, &FfnView::solve);
    connect(clear_, &QPushButton::clicked, bars_, &FfnBars::clearMarks);
    connect(measure_, &QComboBox::currentIndexChanged, this, [this] {
        bars_->setMeasure(measure_->currentData().toString().toStdString());
        solve();
    });
}

void FfnView::setTable(std::optional<FfnTable> table) {
    table_ = std::move(table);
    bars_->setTable(table_.value_or(FfnTable()));
    fillMatrix();
    int all = 0;
    bool channels = table_.has_value();
    for (std::size_t l = 0; table_ && l < table_->layers.size(); ++l) {
        all += table_->layers[l].width > 0;
        channels = channels && (table_->layers[l].width == 0 || !table_->layers[l].channel.empty());
    }
    {
        const QSignalBlocker quiet(count_);
        count_->setRange(0, all);
    }
    channels_->setEnabled(channels);
    channelField_->setEnabled(channels);
    if (!channels)
        channelField_->setValue(0);
    if (all > 0 && (countField_->value() <= 0 || countField_->value() > all))
        countField_->setValue(std::max(1, all / 4));
    solve();
}

void FfnView::fillMatrix() {
    QStringList names;
    const auto layers = table_ ? int(table_->layers.size()) : 0;
    for (int l = 0; l < layers; ++l)
        names << QString::number(l);
    if (table_)
        names << tr("final");
    std::vector<HeatCell> cells;
    const auto nameOf = [&](int i) { return i == layers ? tr("final stream") : tr("FFN of layer %1").arg(i); };
    for (int i = 0; i < names.size(); ++i)
        for (int j = 0; j < names.size(); ++j) {
            const double value = table_->cka[std::size_t(i * names.size() + j)];
            const bool known = std::isfinite(value);
            cells.push_back({value, known ? cellNumber(value, 2) : QString(),
                             nameOf(i) + u'\n' + nameOf(j) + u'\n' + (known ? tr("CKA %1").arg(cellNumber(value, 4)) : tr("Not there"))});
        }
    matrix_->setCells(names, names, std::move(cells));
}

FfnRequest FfnView::request() const {
    FfnRequest r;
    r.measure = measure_->currentData().toString().toStdString();
    r.layers = std::int64_t(countField_->value());
    r.amount = 0;
    r.channels = channelField_->isEnabled() ? channelField_->value() / 100 : 0;
    r.keep = bars_->marked(FfnBars::Mark::Locked);
    r.remove = bars_->marked(FfnBars::Mark::Removed);
    return r;
}

OptionMap FfnView::options() const {
    const auto r = request();
    OptionMap out{{"measure", r.measure}, {"layers", r.layers}, {"amount", 0.0}, {"fold", fold_->isChecked()}};
    if (r.channels > 0)
        out["ffn"] = r.channels;
    if (!r.keep.empty())
        out["locks"] = formatLayers(r.keep);
    if (!r.remove.empty())
        out["remove"] = formatLayers(r.remove);
    return out;
}

std::vector<LayerImportance> FfnView::before() const {
    if (!table_)
        return {};
    FfnPlan nothing;
    nothing.cut.layers.resize(table_->layers.size());
    const auto whole = predictFfn(*table_, nothing);
    return whole ? whole->layers : std::vector<LayerImportance>();
}

void FfnView::solve() {
    plan_.reset();
    prediction_.reset();
    QString note;
    if (table_) {
        auto plan = planFfn(*table_, request());
        if (plan) {
            if (auto prediction = predictFfn(*table_, *plan))
                prediction_ = std::move(*prediction);
            plan_ = std::move(*plan);
            if (prediction_ && !prediction_->together)
                note = tr("These FFNs were not measured together: the divergences of the single ones are added.");
            else if (plan_->cut.channelsRemoved > 0 && channelField_->value() > 0)
                note = tr("Divergence and accuracy are those without the removal of channels.");
        } else {
            note = shown(plan.error().what) + QStringLiteral(". ") + shown(plan.error().remedy);
        }
    }
    bars_->setPlan(plan_.value_or(FfnPlan()));
    note_->setText(note);
    note_->setVisible(!note.isEmpty());
    showFacts();
    Q_EMIT planned();
}

QString FfnView::note() const {
    return note_->text();
}

void FfnView::retranslate() {
    matrix_->setTitle(tr("Correlation of FFNs"));
    matrix_->setAxes(tr("Layer"), {});
    matrix_->setUnit(tr("linear CKA"));
    countLabel_->setText(tr("FFNs to remove"));
    channelLabel_->setText(tr("Channels of the others to remove, %"));
    for (const auto& [label, slider, field] :
         {std::tuple(countLabel_, count_, countField_), std::tuple(channelLabel_, channels_, channelField_)}) {
        slider->setAccessibleName(label->text());
        field->setAccessibleName(label->text());
    }
    channels_->setToolTip(tr("Needs what each channel is worth: tick it before computing"));
    measureLabel_->setText(tr("Least"));
    measure_->setAccessibleName(tr("By what FFNs are ranked"));
    const std::pair<const char*, QString> names[] = {{"cka", tr("correlation with the final stream (CKA)")},
                                                     {"share", tr("share of the stream's length")},
                                                     {"loss", tr("divergence when folded alone")}};
    for (int i = 0; i < measure_->count(); ++i)
        for (const auto& [id, name] : names)
            if (measure_->itemData(i).toString() == QLatin1String(id))
                measure_->setItemText(i, name);
    fold_->setText(tr("Fold into dense weights"));
    fold_->setToolTip(tr("What a removed FFN did is fitted by ridge least squares and added to a matrix that stays"));
    clear_->setText(tr("Clear all marks"));
    legend_->setText(tr("Strokes: would go with this budget. Padlock: stays. Cross: goes in any case. Click a row to change it, or K "
                        "keeps, X removes, F frees."));
    fillMatrix();
    solve();
}

void FfnView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
