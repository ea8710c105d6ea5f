<map version="1.0.1">
<node TEXT="植树节动员讲话稿三篇">
 <node TEXT="【篇一】" FOLDED="true">
 <richcontent TYPE="NOTE"><html><head/><body><p>【篇一】</p><p>同志们：</p><p>春回大地，万物复苏，又到了植树造林的大好时节。今天我们在这里召开动员会，就是要号召全镇干部群众迅速行动起来，掀起春季造林的热潮。下面，我讲三点意见。</p><p>同志们，一年之计在于春，让我们马上行动起来，为柳溪镇的山川披上新绿！</p></body></html></richcontent>
  <node TEXT="一、统一思想，提高认识">
  <richcontent TYPE="NOTE"><html><head/><body><p>我镇地处柳溪河上游，坡多土薄，水土流失一直比较严重。多栽一棵树，就多一分保水固土的力量。大家要算好眼前账，更要算好长远账，把植树造林当成造福子孙的大事来办。</p></body></html></richcontent>
  </node>
  <node TEXT="二、明确任务，保证质量">
  <richcontent TYPE="NOTE"><html><head/><body><p>今年全镇计划造林两千四百亩，其中经济林九百亩。各村要按照分配的地块，三月二十日前完成整地，四月五日前完成栽植。要选壮苗、挖大坑、浇透水，栽一片、活一片。</p></body></html></richcontent>
  </node>
  <node TEXT="三、加强管护，巩固成果">
  <richcontent TYPE="NOTE"><html><head/><body><p>三分造，七分管。各村要落实专职护林员，严禁牛羊进入新造林地，确保成活率在百分之九十以上。</p></body></html></richcontent>
  </node>
 </node>
 <node TEXT="【篇二】" FOLDED="true">
 <richcontent TYPE="NOTE"><html><head/><body><p>【篇二】</p><p>老师们、同学们：</p><p>大家早上好！</p><p>再过两天就是植树节了。此刻校园里的玉兰已经打了花苞，操场边的柳条也泛出了嫩绿，春天正一步一步向我们走来。</p><p>树木是人类的朋友。它为我们挡住风沙，送来清凉，也默默陪伴着我们长大。学校门口那棵老槐树，是建校那一年第一批老师亲手栽下的，如今要三个同学才能合抱过来。</p><p>在这里，我向全体同学发出倡议：</p><p>同学们，让我们用双手播种绿色，用行动守护春天。</p><p>谢谢大家！</p></body></html></richcontent>
  <node TEXT="1.每个班级认养一棵小树，轮流浇水、松土，看着它长大"/>
  <node TEXT="2.爱护校园里的一草一木，不折花枝，不踩草坪"/>
  <node TEXT="3.节约用纸，作业本双面使用，旧书循环利用"/>
 </node>
 <node TEXT="在全县义务植树活动启动仪式上的讲话" FOLDED="true">
 <richcontent TYPE="NOTE"><html><head/><body><p>【篇三】</p><p>青禾县林业局局长　邵春和</p><p>各位来宾、志愿者朋友们：</p><p>今天，我们相聚在青禾县东山脚下，共同参加义务植树活动。首先，我代表县林业局向前来参加活动的各界朋友表示热烈的欢迎和衷心的感谢！</p><p>近年来，东山绿化取得了明显成效。昔日的采石场变成了林场，荒坡变成了公园，山上的鸟多了，山下的水清了。这得益于全县人民的共同努力，也离不开在场每一位志愿者的辛勤付出。</p><p>今天的植树活动，</p><p>最后，祝愿大家亲手栽下的小树茁壮成长，祝愿我们的家园越来越美丽！</p><p>谢谢！</p></body></html></richcontent>
  <node TEXT="一要注意安全…">
  <richcontent TYPE="NOTE"><html><head/><body><p>注意安全，听从技术人员指挥；</p></body></html></richcontent>
  </node>
  <node TEXT="二要保证质量…">
  <richcontent TYPE="NOTE"><html><head/><body><p>保证质量，做到苗正、根舒、土实；</p></body></html></richcontent>
  </node>
  <node TEXT="三要爱护环境…">
  <richcontent TYPE="NOTE"><html><head/><body><p>爱护环境，活动结束后把垃圾带下山。</p></body></html></richcontent>
  </node>
 </node>
</node>
</map>
